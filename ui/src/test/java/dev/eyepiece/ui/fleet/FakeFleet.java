package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.opamp.ComponentNode;
import dev.eyepiece.opamp.ConfigEvent;
import dev.eyepiece.opamp.ConfigPush;
import dev.eyepiece.opamp.ConfigState;
import dev.eyepiece.opamp.ConfigStatus;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.FleetException;
import dev.eyepiece.opamp.HealthNode;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.Presence;
import dev.eyepiece.opamp.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Agents that are made up, of every state there is. */
public final class FakeFleet implements FleetSource {
  static final long NOW = 1_767_323_045_000L;
  private static final String CONFIG =
      """
      receivers:
        otlp:
          protocols:
            grpc:
              endpoint: 127.0.0.1:4317
      processors:
        batch: {}
      exporters:
        otlp_grpc:
          endpoint: gateway.example:4317
      service:
        pipelines:
          traces:
            receivers: [otlp]
            processors: [batch]
            exporters: [otlp_grpc]
      """;

  private final AtomicLong changes = new AtomicLong();
  private final List<AgentSummary> agents = new ArrayList<>();
  final List<String> done = new ArrayList<>();

  public FakeFleet(int count) {
    for (int i = 0; i < count; i++) {
      agents.add(summary(i));
    }
  }

  private static AgentSummary summary(int i) {
    String[] names = {"otelcol", "checkout-agent", "payment-java", "edge-collector"};
    Presence presence =
        i % 11 == 7 ? Presence.GONE : i % 9 == 5 ? Presence.STALE : Presence.CONNECTED;
    ConfigState config =
        i % 7 == 3 ? ConfigState.FAILED : i % 5 == 2 ? ConfigState.NONE : ConfigState.APPLIED;
    Boolean healthy = i % 13 == 12 ? null : i % 7 != 3;
    return new AgentSummary(
        new InstanceUid(0x0190a3f200007000L, 0x8000_0000_0000_0000L + i),
        presence,
        presence == Presence.GONE ? "its connection closed" : "",
        NOW - i * 1_000L,
        healthy,
        Boolean.FALSE.equals(healthy) ? "StatusRecoverableError" : "StatusOK",
        Boolean.FALSE.equals(healthy) ? "exporter otlp_grpc: connection refused" : "",
        names[i % names.length] + (i == 4 ? "-with-a-name-that-is-longer-than-its-column" : ""),
        "0.16" + i % 3 + ".0",
        "host-" + i % 40,
        0x3807,
        config,
        "ab12cd34",
        "ef56",
        "ab12cd34",
        config == ConfigState.FAILED ? ConfigStatus.FAILED : ConfigStatus.APPLIED,
        config == ConfigState.FAILED ? "yaml: line 4: did not find expected key" : "");
  }

  synchronized void change(int i, AgentSummary now) {
    agents.set(i, now);
    changes.incrementAndGet();
  }

  /** Lets an agent be heard of a second later. */
  synchronized void age(int i) {
    AgentSummary was = agents.get(i);
    change(
        i,
        new AgentSummary(
            was.uid(),
            was.presence(),
            was.presenceReason(),
            was.lastSeenUnixMillis() + 1_000,
            was.healthy(),
            was.status(),
            was.lastError(),
            was.name(),
            was.version(),
            was.host(),
            was.capabilities(),
            was.configState(),
            was.desiredConfigHash(),
            was.effectiveConfigHash(),
            was.remoteConfigHash(),
            was.remoteConfigStatus(),
            was.remoteConfigError()));
  }

  AgentSummary at(int i) {
    return agents.get(i);
  }

  @Override
  public long changes() {
    return changes.get();
  }

  @Override
  public synchronized List<AgentSummary> agents() {
    return List.copyOf(agents);
  }

  @Override
  public @Nullable AgentDetails agent(InstanceUid uid) {
    for (AgentSummary agent : agents) {
      if (agent.uid().equals(uid)) {
        return details(agent);
      }
    }
    return null;
  }

  private static AgentDetails details(AgentSummary agent) {
    boolean well = !Boolean.FALSE.equals(agent.healthy());
    HealthNode exporter =
        new HealthNode(
            "exporter:otlp_grpc", well, well ? "StatusOK" : "", agent.lastError(), 1, 1, List.of());
    HealthNode receiver = new HealthNode("receiver:otlp", true, "StatusOK", "", 1, 1, List.of());
    HealthNode pipeline =
        new HealthNode(
            "pipeline:traces", well, agent.status(), "", 1, 1, List.of(exporter, receiver));
    ComponentNode otlp =
        new ComponentNode("otlp", Map.of("code.namespace", "otlpreceiver@v0.161.0"), List.of());
    return new AgentDetails(
        agent,
        NOW - 3_600_000,
        "WebSocket",
        "127.0.0.1:51234",
        42,
        true,
        0,
        Map.of("service.name", agent.name(), "service.version", agent.version()),
        Map.of("host.name", agent.host(), "os.type", "linux", "os.description", "Debian 13"),
        new HealthNode("", well, agent.status(), agent.lastError(), 1, 1, List.of(pipeline)),
        List.of(new ConfigText("", "text/yaml", CONFIG)),
        List.of(new ConfigText("", "text/yaml", CONFIG)),
        List.of(new ComponentNode("receivers", Map.of(), List.of(otlp))),
        List.of(),
        "",
        List.of("com.example.snapshot"),
        List.of(
            new ConfigEvent(NOW - 60_000, "ab12cd34", ConfigEvent.Step.DESIRED, ""),
            new ConfigEvent(NOW - 59_000, "ab12cd34", ConfigEvent.Step.OFFERED, ""),
            new ConfigEvent(
                NOW - 58_000,
                "ab12cd34",
                agent.remoteConfigError().isEmpty()
                    ? ConfigEvent.Step.APPLIED
                    : ConfigEvent.Step.FAILED,
                agent.remoteConfigError())),
        List.of(
            new WireMessage(NOW - 90_000, true, 0, 3_120, "description, health, effective config"),
            new WireMessage(NOW - 90_000, false, 0, 22, "answer"),
            new WireMessage(NOW - 59_000, false, 0, 512, "config"),
            new WireMessage(NOW - 58_000, true, 1, 84, "config status")),
        agent.lastError().isEmpty() ? List.of() : List.of(agent.lastError()));
  }

  @Override
  public ConfigPush push(InstanceUid uid, List<ConfigText> config) {
    done.add("push " + config.getFirst().body());
    return new ConfigPush(uid, "00ff", true);
  }

  @Override
  public ConfigPush rollback(InstanceUid uid) throws FleetException {
    throw FleetException.of("there is nothing to go back to");
  }

  @Override
  public void restart(InstanceUid uid) {
    done.add("restart");
  }

  @Override
  public void forget(InstanceUid uid) {
    agents.removeIf(agent -> agent.uid().equals(uid));
    changes.incrementAndGet();
  }

  @Override
  public String endpoint() {
    return "http://localhost:4320/v1/opamp";
  }

  @Override
  public String trouble() {
    return "";
  }
}
