package dev.eyepiece.agent;

import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.opamp.ComponentNode;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.HealthNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Agents of the fleet as the local API and the command line write them. */
public final class FleetJson {
  private FleetJson() {}

  /** What a list says of an agent; {@code healthy} is absent when the agent never said it. */
  public static Map<String, @Nullable Object> line(AgentDetails agent) {
    AgentSummary summary = agent.summary();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("instanceUid", summary.uid().toString());
    json.put("presence", summary.presence().toString());
    if (!summary.presenceReason().isEmpty()) {
      json.put("presenceReason", summary.presenceReason());
    }
    json.put("lastSeen", Instant.ofEpochMilli(summary.lastSeenUnixMillis()).toString());
    if (summary.healthy() != null) {
      json.put("healthy", summary.healthy());
    }
    json.put("status", summary.status());
    Map<String, Object> description = new LinkedHashMap<>(agent.identifying());
    agent.nonIdentifying().forEach(description::putIfAbsent);
    json.put("description", description);
    json.put("capabilities", AgentCapability.titles(summary.capabilities()));
    json.put("effectiveConfigHash", summary.effectiveConfigHash());
    json.put("desiredConfigHash", summary.desiredConfigHash());
    json.put("configState", summary.configState().toString());
    json.put("remoteConfigHash", summary.remoteConfigHash());
    json.put("remoteConfigStatus", summary.remoteConfigStatus().name());
    json.put("remoteConfigError", summary.remoteConfigError());
    return json;
  }

  /** All about an agent. */
  public static Map<String, @Nullable Object> whole(AgentDetails agent) {
    Map<String, @Nullable Object> json = line(agent);
    json.put("firstSeen", Instant.ofEpochMilli(agent.firstSeenUnixMillis()).toString());
    json.put("transport", agent.transport());
    json.put("remote", agent.remote());
    json.put("sequence", agent.sequence());
    json.put("complete", agent.complete());
    json.put("duplicates", agent.duplicates());
    json.put("identifyingAttributes", List.copyOf(agent.identifying().keySet()));
    HealthNode health = agent.health();
    json.put("health", health == null ? null : health(health));
    json.put("effectiveConfig", configs(agent.effectiveConfig()));
    json.put("desiredConfig", configs(agent.desiredConfig()));
    json.put("components", agent.components().stream().map(FleetJson::component).toList());
    json.put(
        "packages",
        agent.packages().stream()
            .map(one -> {
              Map<String, @Nullable Object> map = new LinkedHashMap<>();
              map.put("name", one.name());
              map.put("version", one.version());
              map.put("offeredVersion", one.offeredVersion());
              map.put("status", one.status());
              map.put("error", one.error());
              return map;
            })
            .toList());
    json.put("connectionSettingsStatus", agent.connectionSettingsStatus());
    json.put("customCapabilities", agent.customCapabilities());
    json.put("lastErrors", agent.errors());
    json.put("configHistory", history(agent));
    json.put("messages", messages(agent));
    return json;
  }

  private static List<Map<String, @Nullable Object>> history(AgentDetails agent) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    agent
        .history()
        .forEach(event -> {
          Map<String, @Nullable Object> map = new LinkedHashMap<>();
          map.put("time", Instant.ofEpochMilli(event.unixMillis()).toString());
          map.put("step", event.step().name());
          map.put("configHash", event.hash());
          map.put("error", event.error());
          all.add(map);
        });
    return all;
  }

  private static List<Map<String, @Nullable Object>> messages(AgentDetails agent) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    agent
        .messages()
        .forEach(message -> {
          Map<String, @Nullable Object> map = new LinkedHashMap<>();
          map.put("time", Instant.ofEpochMilli(message.unixMillis()).toString());
          map.put("from", message.fromAgent() ? "agent" : "server");
          if (message.fromAgent()) {
            map.put("sequence", message.sequence());
          }
          map.put("bytes", message.bytes());
          map.put("what", message.what());
          all.add(map);
        });
    return all;
  }

  private static Map<String, @Nullable Object> health(HealthNode node) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("healthy", node.healthy());
    json.put("status", node.status());
    json.put("lastError", node.lastError());
    json.put("startTimeUnixNano", Long.toUnsignedString(node.startUnixNano()));
    json.put("statusTimeUnixNano", Long.toUnsignedString(node.statusUnixNano()));
    Map<String, @Nullable Object> components = new LinkedHashMap<>();
    node.components().forEach(one -> components.put(one.name(), health(one)));
    json.put("components", components);
    return json;
  }

  private static Map<String, @Nullable Object> component(ComponentNode node) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", node.name());
    json.put("metadata", node.metadata());
    json.put("components", node.components().stream().map(FleetJson::component).toList());
    return json;
  }

  private static List<Map<String, Object>> configs(List<ConfigText> configs) {
    return configs.stream()
        .map(one -> {
          Map<String, Object> map = new LinkedHashMap<>();
          map.put("name", one.name());
          map.put("contentType", one.contentType());
          map.put("body", one.body());
          return map;
        })
        .toList();
  }
}
