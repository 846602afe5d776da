package dev.eyepiece.opamp.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.opamp.ComponentNode;
import dev.eyepiece.opamp.ConfigStatus;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.HealthNode;
import dev.eyepiece.opamp.PackageState;
import dev.eyepiece.opamp.Presence;
import dev.eyepiece.opamp.store.Blob;
import dev.eyepiece.opamp.wire.AgentDescription;
import dev.eyepiece.opamp.wire.AvailableComponents;
import dev.eyepiece.opamp.wire.ComponentDetails;
import dev.eyepiece.opamp.wire.ComponentHealth;
import dev.eyepiece.opamp.wire.ConnectionSettingsStatus;
import dev.eyepiece.opamp.wire.PackageStatuses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes what is shown of what is known. */
public final class Look {
  /** How long an agent may be silent that promised a sign of life each 30 s: three and a little. */
  private static final long LATE_MILLIS = 95_000;

  /** After so long a silence a polling agent is taken for gone. */
  private static final long GONE_MILLIS = 300_000;

  private Look() {}

  private record Seen(Presence presence, String reason) {}

  private static Seen presence(AgentState agent, long now) {
    if (agent.saidGoodbye) {
      return new Seen(Presence.GONE, "it said goodbye");
    }
    if (!agent.seenThisTime) {
      return new Seen(Presence.GONE, "not seen since this server started");
    }
    long silent = now - agent.lastSeen;
    Link link = agent.link;
    if (agent.socket) {
      if (link == null || !link.isOpen()) {
        return new Seen(Presence.GONE, "its connection closed");
      }
      return silent > LATE_MILLIS && agent.can(AgentCapability.REPORTS_HEARTBEAT)
          ? new Seen(Presence.STALE, "no heartbeat for " + seconds(silent))
          : new Seen(Presence.CONNECTED, "");
    }
    if (silent <= LATE_MILLIS) {
      return new Seen(Presence.POLLING, "");
    }
    Presence presence = silent <= GONE_MILLIS ? Presence.STALE : Presence.GONE;
    return new Seen(presence, "it has not asked for " + seconds(silent));
  }

  private static String seconds(long millis) {
    Duration time = Duration.ofMillis(millis);
    return time.toHours() > 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toMinutes() > 0
            ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
            : time.toSeconds() + " s";
  }

  /** One line about an agent. */
  public static AgentSummary summary(AgentState agent, long now) {
    synchronized (agent) {
      Seen seen = presence(agent, now);
      Blob effective = agent.effective;
      return new AgentSummary(
          agent.uid,
          seen.presence(),
          seen.reason(),
          agent.lastSeen,
          agent.healthy,
          agent.status,
          agent.lastError,
          agent.facts.name(),
          agent.facts.version(),
          agent.facts.host(),
          agent.capabilities,
          agent.configState(),
          hex(agent.desiredHash()),
          effective == null ? "" : hex(effective.sha256()),
          hex(agent.reported.getLastRemoteConfigHash()),
          status(agent),
          agent.reported.getErrorMessage());
    }
  }

  private static ConfigStatus status(AgentState agent) {
    return switch (agent.reported.getStatus()) {
      case RemoteConfigStatuses_APPLIED -> ConfigStatus.APPLIED;
      case RemoteConfigStatuses_APPLYING -> ConfigStatus.APPLYING;
      case RemoteConfigStatuses_FAILED -> ConfigStatus.FAILED;
      case RemoteConfigStatuses_UNSET, UNRECOGNIZED -> ConfigStatus.UNSET;
    };
  }

  /** All about an agent. */
  public static AgentDetails details(AgentState agent, long now) {
    synchronized (agent) {
      AgentDescription description = Facts.parse(agent.description);
      Blob components = agent.components;
      return new AgentDetails(
          summary(agent, now),
          agent.firstSeen,
          agent.socket ? "WebSocket" : "HTTP",
          agent.remote,
          agent.sequence,
          agent.complete,
          agent.duplicates,
          Values.map(description.getIdentifyingAttributesList()),
          Values.map(description.getNonIdentifyingAttributesList()),
          agent.health.isEmpty() ? null : health("", parse(ComponentHealth.parser(), agent.health)),
          texts(agent.effective),
          texts(agent.desired),
          components == null
              ? List.of()
              : components(
                  parse(AvailableComponents.parser(), components.bytes()).getComponentsMap()),
          packages(agent.packages),
          connection(agent.connectionSettings),
          agent.customCapabilities,
          agent.history.all(),
          agent.messages.all(),
          errors(agent));
    }
  }

  private static List<String> errors(AgentState agent) {
    List<String> errors = new ArrayList<>();
    if (Boolean.FALSE.equals(agent.healthy) && !agent.lastError.isEmpty()) {
      errors.add(agent.lastError);
    }
    if (!agent.reported.getErrorMessage().isEmpty()) {
      errors.add("config: " + agent.reported.getErrorMessage());
    }
    if (!agent.lastRefusal.isEmpty()) {
      errors.add(agent.lastRefusal);
    }
    return errors;
  }

  /** Reads what was written by {@link AgentState}. */
  static <M extends Message> M parse(Parser<M> parser, ByteString bytes) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message that was parsed before", e);
    }
  }

  private static HealthNode health(String name, ComponentHealth health) {
    List<HealthNode> components = new ArrayList<>();
    new TreeMap<>(health.getComponentHealthMapMap())
        .forEach((key, value) -> components.add(health(key, value)));
    return new HealthNode(
        name,
        health.getHealthy(),
        health.getStatus(),
        health.getLastError(),
        health.getStartTimeUnixNano(),
        health.getStatusTimeUnixNano(),
        components);
  }

  private static List<ComponentNode> components(Map<String, ComponentDetails> map) {
    List<ComponentNode> nodes = new ArrayList<>();
    new TreeMap<>(map)
        .forEach((name, details) ->
            nodes.add(
                new ComponentNode(
                    name,
                    Values.map(details.getMetadataList()),
                    components(details.getSubComponentMapMap()))));
    return nodes;
  }

  private static List<PackageState> packages(ByteString bytes) {
    List<PackageState> packages = new ArrayList<>();
    new TreeMap<>(parse(PackageStatuses.parser(), bytes).getPackagesMap())
        .forEach((name, status) ->
            packages.add(
                new PackageState(
                    name,
                    status.getAgentHasVersion(),
                    status.getServerOfferedVersion(),
                    status.getStatus().name().replaceFirst("^PackageStatusEnum_", ""),
                    status.getErrorMessage())));
    return packages;
  }

  private static String connection(ByteString bytes) {
    if (bytes.isEmpty()) {
      return "";
    }
    ConnectionSettingsStatus status = parse(ConnectionSettingsStatus.parser(), bytes);
    String word = status.getStatus().name().replaceFirst("^ConnectionSettingsStatuses_", "");
    return status.getErrorMessage().isEmpty() ? word : word + ": " + status.getErrorMessage();
  }

  private static List<ConfigText> texts(@Nullable Blob config) {
    if (config == null) {
      return List.of();
    }
    List<ConfigText> texts = new ArrayList<>();
    new TreeMap<>(Replies.map(config).getConfigMapMap())
        .forEach((name, object) ->
            texts.add(
                new ConfigText(name, object.getContentType(), object.getBody().toStringUtf8())));
    return texts;
  }

  public static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
