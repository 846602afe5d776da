package dev.eyepiece.opamp.server;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.ConfigState;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.store.Blob;
import dev.eyepiece.opamp.store.Blobs;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.AvailableComponents;
import dev.eyepiece.opamp.wire.ComponentHealth;
import dev.eyepiece.opamp.wire.ConfigStep;
import dev.eyepiece.opamp.wire.RemoteConfigStatus;
import dev.eyepiece.opamp.wire.RemoteConfigStatuses;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one agent. All of it is guarded by the object itself: whoever reads or changes
 * it holds its lock. What agents say at length stays in the bytes that came.
 */
public final class AgentState {
  InstanceUid uid;
  long firstSeen;
  long lastSeen;

  /** Whether it has spoken since this server started. */
  boolean seenThisTime;

  boolean socket;
  String remote = "";
  boolean saidGoodbye;
  long sequence;
  boolean sequenceKnown;

  /** Whether nothing that it reports has been missed. */
  boolean complete;

  long capabilities;
  ByteString description = ByteString.EMPTY;
  Facts facts = Facts.NONE;
  ByteString health = ByteString.EMPTY;
  @Nullable Boolean healthy;
  String status = "";
  String lastError = "";
  @Nullable Blob effective;
  @Nullable Blob components;
  ByteString componentsHash = ByteString.EMPTY;
  ByteString packages = ByteString.EMPTY;
  ByteString connectionSettings = ByteString.EMPTY;
  List<String> customCapabilities = List.of();
  RemoteConfigStatus reported = RemoteConfigStatus.getDefaultInstance();
  long reportedAt;
  @Nullable Blob desired;
  long desiredAt;

  /** What it was to have before, the newest first. */
  List<Blob> former = List.of();

  final ConfigHistory history = new ConfigHistory();

  // Of this run alone.
  @Nullable Link link;
  @Nullable Link greetedOn;

  /** The connection whose place a newer one took. */
  @Nullable Link ousted;

  int duplicates;
  long askedStateAt;
  @Nullable Link askedStateOn;
  ByteString askedComponents = ByteString.EMPTY;
  ByteString offered = ByteString.EMPTY;
  @Nullable Link offeredOn;
  long offeredAt;
  int offers;
  boolean forced;
  boolean restart;
  String lastRefusal = "";
  final MessageLog messages = new MessageLog();

  /** Whether it differs from what is on disk. */
  boolean dirty;

  public AgentState(InstanceUid uid, long now) {
    this.uid = uid;
    this.firstSeen = now;
    this.lastSeen = now;
  }

  ByteString desiredHash() {
    Blob blob = desired;
    return blob == null ? ByteString.EMPTY : blob.sha256();
  }

  boolean can(AgentCapability capability) {
    return capability.in(capabilities);
  }

  /**
   * Takes in what a message says.
   *
   * @return whether anything changed that is kept
   */
  boolean merge(AgentToServer message, Blobs blobs, long now) {
    boolean changed = false;
    // 0 is what a poll with nothing but the uid has; it takes nothing back.
    if (message.getCapabilities() != 0 && message.getCapabilities() != capabilities) {
      capabilities = message.getCapabilities();
      changed = true;
    }
    if (message.hasAgentDescription()) {
      ByteString came = message.getAgentDescription().toByteString();
      if (!came.equals(description)) {
        description = came;
        facts = Facts.of(message.getAgentDescription());
        changed = true;
      }
    }
    if (message.hasHealth()) {
      changed |= mergeHealth(message.getHealth());
    }
    if (message.hasEffectiveConfig()) {
      Blob came = blobs.of(Blobs.canonical(message.getEffectiveConfig().getConfigMap()));
      changed |= effective == null || !came.sha256().equals(effective.sha256());
      effective = came;
    }
    if (message.hasPackageStatuses()) {
      ByteString came = Blobs.canonical(message.getPackageStatuses());
      changed |= !came.equals(packages);
      packages = came;
    }
    if (message.hasConnectionSettingsStatus()) {
      ByteString came = message.getConnectionSettingsStatus().toByteString();
      changed |= !came.equals(connectionSettings);
      connectionSettings = came;
    }
    if (message.hasCustomCapabilities()) {
      List<String> came = List.copyOf(message.getCustomCapabilities().getCapabilitiesList());
      changed |= !came.equals(customCapabilities);
      customCapabilities = came;
    }
    if (message.hasAvailableComponents()) {
      changed |= mergeComponents(message.getAvailableComponents(), blobs);
    }
    if (message.hasRemoteConfigStatus()) {
      changed |= mergeStatus(message.getRemoteConfigStatus(), now);
    }
    return changed;
  }

  private boolean mergeHealth(ComponentHealth came) {
    ByteString bytes = Blobs.canonical(came);
    if (bytes.equals(health)) {
      return false;
    }
    health = bytes;
    readHealth(came);
    return true;
  }

  void readHealth(ComponentHealth came) {
    healthy = came.getHealthy();
    status = ConfigHistory.bounded(came.getStatus());
    lastError = ConfigHistory.bounded(came.getLastError());
  }

  private boolean mergeComponents(AvailableComponents came, Blobs blobs) {
    boolean changed = false;
    if (!came.getHash().equals(componentsHash)) {
      componentsHash = came.getHash();
      components = null;
      changed = true;
    }
    if (came.getComponentsCount() > 0) {
      Blob blob = blobs.of(Blobs.canonical(came));
      changed |= components == null || !blob.sha256().equals(components.sha256());
      components = blob;
    }
    return changed;
  }

  private boolean mergeStatus(RemoteConfigStatus came, long now) {
    if (came.equals(reported)) {
      return false;
    }
    reported =
        came.toBuilder().setErrorMessage(ConfigHistory.bounded(came.getErrorMessage())).build();
    reportedAt = now;
    ConfigStep step =
        switch (came.getStatus()) {
          case RemoteConfigStatuses_APPLIED -> ConfigStep.ConfigStep_APPLIED;
          case RemoteConfigStatuses_APPLYING -> ConfigStep.ConfigStep_APPLYING;
          case RemoteConfigStatuses_FAILED -> ConfigStep.ConfigStep_FAILED;
          case RemoteConfigStatuses_UNSET, UNRECOGNIZED -> null;
        };
    if (step != null) {
      history.add(now, came.getLastRemoteConfigHash(), step, came.getErrorMessage());
    }
    return true;
  }

  /** Where it stands with the config that it is to have. */
  ConfigState configState() {
    ByteString wanted = desiredHash();
    RemoteConfigStatuses said = reported.getStatus();
    if (wanted.isEmpty() || reported.getLastRemoteConfigHash().equals(wanted)) {
      return switch (said) {
        case RemoteConfigStatuses_APPLIED -> ConfigState.APPLIED;
        case RemoteConfigStatuses_APPLYING -> ConfigState.APPLYING;
        case RemoteConfigStatuses_FAILED -> ConfigState.FAILED;
        case RemoteConfigStatuses_UNSET, UNRECOGNIZED ->
            wanted.isEmpty() ? ConfigState.NONE : ConfigState.OFFERED;
      };
    }
    if (history.failure(wanted) != null) {
      return said == RemoteConfigStatuses.RemoteConfigStatuses_APPLIED
          ? ConfigState.ROLLED_BACK
          : ConfigState.FAILED;
    }
    if (capabilities != 0 && !can(AgentCapability.ACCEPTS_REMOTE_CONFIG)) {
      return ConfigState.UNSUPPORTED;
    }
    return offered.equals(wanted) ? ConfigState.OFFERED : ConfigState.PENDING;
  }
}
