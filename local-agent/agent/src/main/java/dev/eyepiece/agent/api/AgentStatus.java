package dev.eyepiece.agent.api;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.Endpoints;
import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.agent.Version;
import dev.eyepiece.agent.forward.ForwardJson;
import dev.eyepiece.net.BodyStats;
import dev.eyepiece.net.BufferStats;
import dev.eyepiece.opamp.OpampClient;
import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.SignalStats;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.telemetry.Signal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /api/v1/status} says.
 *
 * @param storeLimits what the store that is asked cannot keep or answer
 */
public record AgentStatus(
    AgentConfig config,
    Telemetry telemetry,
    List<String> storeLimits,
    Instant started,
    InstantSource clock) {

  /**
   * The answer.
   *
   * @param reporting how it stands with the server that this agent reports to, null for none
   * @param forwarding how it stands with those that get what comes too
   */
  public Map<String, @Nullable Object> json(
      Endpoints endpoints,
      BodyStats bodies,
      BufferStats buffers,
      OpampClient.@Nullable State reporting,
      List<ForwardStatus> forwarding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("version", Version.text());
    json.put("pid", ProcessHandle.current().pid());
    json.put("started", started.toString());
    json.put("now", clock.instant().toString());
    json.put("dataFolder", config.dataFolder().toString());
    json.put("otlpGrpc", endpoints.otlpGrpc().toString());
    json.put("otlpHttp", endpoints.otlpHttp().toString());
    json.put("api", endpoints.api().toString());
    json.put("opamp", endpoints.opamp() == null ? "" : endpoints.opamp().toString());
    if (reporting != null) {
      json.put("reporting", reporting(reporting));
    }
    json.put("insecure", config.access().insecure());
    ClickHouseConfig store = config.store();
    if (store != null) {
      json.put("store", store(store));
    }
    json.put("stats", stats(telemetry.stats()));
    json.put("bodies", bodies(bodies));
    json.put("buffers", buffers(buffers));
    Map<String, @Nullable Object> forward = new LinkedHashMap<>();
    for (ForwardStatus status : forwarding) {
      forward.put(status.info().name(), ForwardJson.state(status.stats()));
    }
    json.put("forward", forward);
    return json;
  }

  private Map<String, @Nullable Object> store(ClickHouseConfig store) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("url", store.title());
    json.put("access", store.access().name().toLowerCase(Locale.ROOT));
    json.put("limits", storeLimits);
    return json;
  }

  private Map<String, @Nullable Object> reporting(OpampClient.State state) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("server", String.valueOf(config.opamp().connect()));
    json.put("connected", state.connected());
    json.put("trouble", state.trouble());
    return json;
  }

  private static Map<String, @Nullable Object> bodies(BodyStats bodies) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("bytes", bodies.bytes());
    json.put("capBytes", bodies.capBytes());
    json.put("refused", bodies.refused());
    json.put("stalled", bodies.stalled());
    return json;
  }

  private static Map<String, @Nullable Object> buffers(BufferStats buffers) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("poolHits", buffers.hits());
    json.put("poolMisses", buffers.misses());
    json.put("outstandingBytes", buffers.outstandingBytes());
    json.put("pooledBytes", buffers.pooledBytes());
    json.put("receivedBytes", buffers.receivedBytes());
    json.put("copiedBytes", buffers.copiedBytes());
    json.put("copiedPerReceived", Math.round(buffers.copiedPerReceived() * 1000) / 1000.0);
    return json;
  }

  private static Map<String, @Nullable Object> stats(RoadStats stats) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("generation", stats.generation());
    json.put("requests", stats.requests());
    json.put("spans", stats.spans());
    json.put("rejectedSpans", stats.rejectedSpans());
    json.put("refusedRequests", stats.refusedRequests());
    json.put("repeatedRequests", stats.repeatedRequests());
    json.put("replacedText", stats.replacedText());
    json.put("replayedSpans", stats.replayedSpans());
    json.put("spansPerSecond", stats.spansPerSecond());
    json.put("bytesPerSecond", stats.bytesPerSecond());
    json.put("lastReceivedUnixNano", Long.toString(stats.lastReceivedUnixNano()));
    json.put("ringSpans", stats.ringSpans());
    json.put("ringBytes", stats.ringBytes());
    json.put("ringCapBytes", stats.ringCapBytes());
    json.put("unsealedSpans", stats.unsealedSpans());
    json.put("queueBytes", stats.queueBytes());
    json.put("queueCapBytes", stats.queueCapBytes());
    json.put("journalBytes", stats.journalBytes());
    json.put("durability", stats.durability().name().toLowerCase(Locale.ROOT));
    json.put("trouble", stats.trouble());
    json.put("storeSpans", stats.store().held().spans());
    json.put("storeBytes", stats.store().bytes());
    json.put("storeCapBytes", stats.store().capBytes());
    json.put("storeWindows", stats.store().windows());
    json.put("deletedSpans", stats.store().deleted().spans());
    Map<String, @Nullable Object> rules = new LinkedHashMap<>();
    rules.put("on", (long) stats.rules().on());
    rules.put("dropped", stats.rules().dropped());
    rules.put("invalid", stats.rules().invalid());
    rules.put("refused", stats.rules().refused());
    rules.put("last", stats.rules().last());
    json.put("rules", rules);
    Map<String, @Nullable Object> signals = new LinkedHashMap<>();
    for (Signal signal : Signal.values()) {
      signals.put(signal.name().toLowerCase(Locale.ROOT), signal(stats, signal));
    }
    json.put("signals", signals);
    return json;
  }

  private static Map<String, @Nullable Object> signal(RoadStats road, Signal signal) {
    SignalStats stats = road.of(signal);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("records", stats.records());
    json.put("rejected", stats.rejected());
    json.put("dropped", stats.dropped());
    json.put("replayed", stats.replayed());
    json.put("perSecond", stats.perSecond());
    json.put("inRing", stats.inRing());
    json.put("unsealed", stats.unsealed());
    json.put("held", road.store().held().of(signal));
    json.put("deleted", road.store().deleted().of(signal));
    return json;
  }
}
