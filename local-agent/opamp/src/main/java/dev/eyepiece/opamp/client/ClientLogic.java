package dev.eyepiece.opamp.client;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.ClientMemory;
import dev.eyepiece.opamp.ConfigRefusedException;
import dev.eyepiece.opamp.ConfigStatus;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.HealthNode;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.ManagedAgent;
import dev.eyepiece.opamp.wire.AgentConfigMap;
import dev.eyepiece.opamp.wire.AgentConfigObject;
import dev.eyepiece.opamp.wire.AgentDescription;
import dev.eyepiece.opamp.wire.AgentDisconnect;
import dev.eyepiece.opamp.wire.AgentRemoteConfig;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.AnyValue;
import dev.eyepiece.opamp.wire.ComponentHealth;
import dev.eyepiece.opamp.wire.EffectiveConfig;
import dev.eyepiece.opamp.wire.KeyValue;
import dev.eyepiece.opamp.wire.RemoteConfigStatus;
import dev.eyepiece.opamp.wire.RemoteConfigStatuses;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says and how it takes what it is told, whatever carries the messages. Parts that
 * have not changed since the last message are left out. For one thread.
 */
final class ClientLogic {
  static final long CAPABILITIES =
      AgentCapability.REPORTS_STATUS.mask()
          | AgentCapability.ACCEPTS_REMOTE_CONFIG.mask()
          | AgentCapability.REPORTS_EFFECTIVE_CONFIG.mask()
          | AgentCapability.REPORTS_HEALTH.mask()
          | AgentCapability.REPORTS_REMOTE_CONFIG.mask()
          | AgentCapability.REPORTS_HEARTBEAT.mask();

  private static final int REPORT_FULL_STATE = 1;
  private static final int UID_BYTES = 16;
  private static final int MOST_ERROR = 4_000;

  private final ManagedAgent agent;
  private ClientMemory memory;
  private long sequence;
  private @Nullable AgentDescription saidDescription;
  private @Nullable ComponentHealth saidHealth;
  private @Nullable EffectiveConfig saidConfig;
  private @Nullable RemoteConfigStatus saidStatus;

  ClientLogic(ManagedAgent agent, ClientMemory memory) {
    this.agent = agent;
    this.memory = memory;
  }

  InstanceUid uid() {
    return memory.uid();
  }

  /** A message that leaves nothing out. */
  AgentToServer full() {
    saidDescription = null;
    saidHealth = null;
    saidConfig = null;
    saidStatus = null;
    return next();
  }

  /** A message with what has changed; a heartbeat when nothing has. */
  AgentToServer next() {
    AgentToServer.Builder message = bare();
    AgentDescription description = description();
    if (!description.equals(saidDescription)) {
      saidDescription = description;
      message.setAgentDescription(description);
    }
    ComponentHealth health = health(agent.health());
    if (!health.equals(saidHealth)) {
      saidHealth = health;
      message.setHealth(health);
    }
    EffectiveConfig config = effective(agent.effectiveConfig());
    if (!config.equals(saidConfig)) {
      saidConfig = config;
      message.setEffectiveConfig(config);
    }
    RemoteConfigStatus status = status();
    if (!status.equals(saidStatus)) {
      saidStatus = status;
      message.setRemoteConfigStatus(status);
    }
    return message.build();
  }

  /** Whether {@link #next} would say anything but that the agent is there. */
  boolean hasNews() {
    return !description().equals(saidDescription)
        || !health(agent.health()).equals(saidHealth)
        || !effective(agent.effectiveConfig()).equals(saidConfig)
        || !status().equals(saidStatus);
  }

  AgentToServer goodbye() {
    return bare().setAgentDisconnect(AgentDisconnect.getDefaultInstance()).build();
  }

  private AgentToServer.Builder bare() {
    return AgentToServer.newBuilder()
        .setInstanceUid(ByteString.copyFrom(memory.uid().bytes()))
        .setSequenceNum(sequence++)
        .setCapabilities(CAPABILITIES);
  }

  /** What is to be sent after a message of the server was taken. */
  enum Then {
    NOTHING,
    NEWS,
    FULL_STATE
  }

  /**
   * Takes a message that is no error.
   *
   * @param progress called when a config is about to be applied, so that it can be reported
   */
  Then take(ServerToAgent message, Runnable progress) {
    Then then = Then.NOTHING;
    if (message.hasAgentIdentification()) {
      byte[] bytes = message.getAgentIdentification().getNewInstanceUid().toByteArray();
      InstanceUid uid = bytes.length == UID_BYTES ? InstanceUid.of(bytes) : null;
      if (uid != null) {
        remember(new ClientMemory(uid, memory.configHash(), memory.status(), memory.error()));
        then = Then.FULL_STATE;
      }
    }
    if (message.hasRemoteConfig() && take(message.getRemoteConfig(), progress)) {
      then = then == Then.NOTHING ? Then.NEWS : then;
    }
    return (message.getFlags() & REPORT_FULL_STATE) != 0 ? Then.FULL_STATE : then;
  }

  /** Takes a config unless it is the one that was taken last. */
  private boolean take(AgentRemoteConfig offer, Runnable progress) {
    String hash = HexFormat.of().formatHex(offer.getConfigHash().toByteArray());
    if (hash.equals(memory.configHash()) && memory.status() != ConfigStatus.APPLYING) {
      return false;
    }
    remember(new ClientMemory(memory.uid(), hash, ConfigStatus.APPLYING, ""));
    progress.run();
    String error = "";
    try {
      agent.apply(texts(offer.getConfig()));
    } catch (ConfigRefusedException e) {
      String words = String.valueOf(e.getMessage());
      error = words.length() <= MOST_ERROR ? words : words.substring(0, MOST_ERROR) + "...";
    }
    ConfigStatus status = error.isEmpty() ? ConfigStatus.APPLIED : ConfigStatus.FAILED;
    remember(new ClientMemory(memory.uid(), hash, status, error));
    return true;
  }

  private void remember(ClientMemory next) {
    memory = next;
    agent.remember(next);
  }

  private static List<ConfigText> texts(AgentConfigMap map) {
    List<ConfigText> texts = new ArrayList<>();
    new TreeMap<>(map.getConfigMapMap())
        .forEach((name, object) ->
            texts.add(
                new ConfigText(name, object.getContentType(), object.getBody().toStringUtf8())));
    return texts;
  }

  private RemoteConfigStatus status() {
    return RemoteConfigStatus.newBuilder()
        .setLastRemoteConfigHash(ByteString.copyFrom(HexFormat.of().parseHex(memory.configHash())))
        .setStatus(
            switch (memory.status()) {
              case UNSET -> RemoteConfigStatuses.RemoteConfigStatuses_UNSET;
              case APPLIED -> RemoteConfigStatuses.RemoteConfigStatuses_APPLIED;
              case APPLYING -> RemoteConfigStatuses.RemoteConfigStatuses_APPLYING;
              case FAILED -> RemoteConfigStatuses.RemoteConfigStatuses_FAILED;
            })
        .setErrorMessage(memory.error())
        .build();
  }

  private AgentDescription description() {
    return AgentDescription.newBuilder()
        .addAllIdentifyingAttributes(attributes(agent.identifying()))
        .addAllNonIdentifyingAttributes(attributes(agent.nonIdentifying()))
        .build();
  }

  private static List<KeyValue> attributes(Map<String, String> map) {
    List<KeyValue> attributes = new ArrayList<>();
    map.forEach((key, value) ->
        attributes.add(
            KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build()));
    return attributes;
  }

  private static ComponentHealth health(HealthNode node) {
    ComponentHealth.Builder health =
        ComponentHealth.newBuilder()
            .setHealthy(node.healthy())
            .setStatus(node.status())
            .setLastError(node.lastError())
            .setStartTimeUnixNano(node.startUnixNano())
            .setStatusTimeUnixNano(node.statusUnixNano());
    node.components()
        .forEach(component -> health.putComponentHealthMap(component.name(), health(component)));
    return health.build();
  }

  private static EffectiveConfig effective(List<ConfigText> config) {
    AgentConfigMap.Builder map = AgentConfigMap.newBuilder();
    config.forEach(text ->
        map.putConfigMap(
            text.name(),
            AgentConfigObject.newBuilder()
                .setBody(ByteString.copyFrom(text.bytes()))
                .setContentType(text.contentType())
                .build()));
    return EffectiveConfig.newBuilder().setConfigMap(map).build();
  }
}
