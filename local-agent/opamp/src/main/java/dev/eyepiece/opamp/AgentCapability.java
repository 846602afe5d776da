package dev.eyepiece.opamp;

import java.util.ArrayList;
import java.util.List;

/** What an agent says it can do (specification, AgentToServer.capabilities). */
public enum AgentCapability {
  REPORTS_STATUS("ReportsStatus", 0),
  ACCEPTS_REMOTE_CONFIG("AcceptsRemoteConfig", 1),
  REPORTS_EFFECTIVE_CONFIG("ReportsEffectiveConfig", 2),
  ACCEPTS_PACKAGES("AcceptsPackages", 3),
  REPORTS_PACKAGE_STATUSES("ReportsPackageStatuses", 4),
  REPORTS_OWN_TRACES("ReportsOwnTraces", 5),
  REPORTS_OWN_METRICS("ReportsOwnMetrics", 6),
  REPORTS_OWN_LOGS("ReportsOwnLogs", 7),
  ACCEPTS_OPAMP_CONNECTION_SETTINGS("AcceptsOpAMPConnectionSettings", 8),
  ACCEPTS_OTHER_CONNECTION_SETTINGS("AcceptsOtherConnectionSettings", 9),
  ACCEPTS_RESTART_COMMAND("AcceptsRestartCommand", 10),
  REPORTS_HEALTH("ReportsHealth", 11),
  REPORTS_REMOTE_CONFIG("ReportsRemoteConfig", 12),
  REPORTS_HEARTBEAT("ReportsHeartbeat", 13),
  REPORTS_AVAILABLE_COMPONENTS("ReportsAvailableComponents", 14),
  REPORTS_CONNECTION_SETTINGS_STATUS("ReportsConnectionSettingsStatus", 15);

  private final String title;
  private final long mask;

  AgentCapability(String title, int bit) {
    this.title = title;
    this.mask = 1L << bit;
  }

  /** Its name in the specification. */
  public String title() {
    return title;
  }

  public long mask() {
    return mask;
  }

  public boolean in(long bits) {
    return (bits & mask) != 0;
  }

  /** The names of all bits that are set; an unknown one is named by its place. */
  public static List<String> titles(long bits) {
    List<String> titles = new ArrayList<>();
    long unknown = bits;
    for (AgentCapability capability : values()) {
      if (capability.in(bits)) {
        titles.add(capability.title);
        unknown &= ~capability.mask;
      }
    }
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((unknown >>> bit & 1) != 0) {
        titles.add("bit " + bit);
      }
    }
    return List.copyOf(titles);
  }
}
