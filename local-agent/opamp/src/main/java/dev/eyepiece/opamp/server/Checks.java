package dev.eyepiece.opamp.server;

import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.AvailableComponents;
import dev.eyepiece.opamp.wire.ComponentDetails;
import dev.eyepiece.opamp.wire.ComponentHealth;
import dev.eyepiece.opamp.wire.CustomCapabilities;

/** Bounds on what an agent may say of itself, far beyond what real agents say. */
final class Checks {
  private static final int MOST_ATTRIBUTES = 1_000;
  private static final int MOST_NODES = 20_000;
  private static final int MOST_CAPABILITIES = 256;
  private static final int MOST_DESCRIPTION_BYTES = 256 << 10;

  private Checks() {}

  /** What is wrong with a message, empty for nothing. */
  static String trouble(AgentToServer message, int maxConfigBytes) {
    var description = message.getAgentDescription();
    int attributes =
        description.getIdentifyingAttributesCount()
            + description.getNonIdentifyingAttributesCount();
    if (attributes > MOST_ATTRIBUTES || description.getSerializedSize() > MOST_DESCRIPTION_BYTES) {
      return "agent_description has "
          + attributes
          + " attributes in "
          + description.getSerializedSize()
          + " bytes; at most "
          + MOST_ATTRIBUTES
          + " in "
          + MOST_DESCRIPTION_BYTES
          + " are taken";
    }
    if (nodes(message.getHealth()) > MOST_NODES) {
      return "health has more than " + MOST_NODES + " components";
    }
    if (nodes(message.getAvailableComponents()) > MOST_NODES) {
      return "available_components has more than " + MOST_NODES + " components";
    }
    CustomCapabilities custom = message.getCustomCapabilities();
    if (custom.getCapabilitiesCount() > MOST_CAPABILITIES) {
      return "custom_capabilities has more than " + MOST_CAPABILITIES + " entries";
    }
    if (message.getEffectiveConfig().getSerializedSize() > maxConfigBytes) {
      return "effective_config has more than " + maxConfigBytes + " bytes";
    }
    return "";
  }

  private static int nodes(ComponentHealth health) {
    int nodes = 1;
    for (ComponentHealth component : health.getComponentHealthMapMap().values()) {
      nodes += nodes(component);
    }
    return nodes;
  }

  private static int nodes(AvailableComponents components) {
    int nodes = 0;
    for (ComponentDetails component : components.getComponentsMap().values()) {
      nodes += nodes(component);
    }
    return nodes;
  }

  private static int nodes(ComponentDetails details) {
    int nodes = 1;
    for (ComponentDetails component : details.getSubComponentMapMap().values()) {
      nodes += nodes(component);
    }
    return nodes;
  }

  /**
   * Whether a message leaves nothing out that its agent reports, so that no earlier one matters.
   */
  static boolean isFull(AgentToServer message, long capabilities) {
    return message.hasAgentDescription()
        && (message.hasHealth() || !AgentCapability.REPORTS_HEALTH.in(capabilities))
        && (message.hasEffectiveConfig()
            || !AgentCapability.REPORTS_EFFECTIVE_CONFIG.in(capabilities))
        && (message.hasRemoteConfigStatus()
            || !AgentCapability.REPORTS_REMOTE_CONFIG.in(capabilities))
        && (message.hasPackageStatuses()
            || !AgentCapability.REPORTS_PACKAGE_STATUSES.in(capabilities))
        && (message.hasAvailableComponents()
            || !AgentCapability.REPORTS_AVAILABLE_COMPONENTS.in(capabilities));
  }
}
