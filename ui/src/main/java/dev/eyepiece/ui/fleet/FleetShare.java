package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.opamp.ConfigState;
import dev.eyepiece.opamp.Presence;
import dev.eyepiece.ui.theme.Formats;

/** A part of the fleet that is counted, and that the list can be narrowed to. */
enum FleetShare {
  LIVE("live", "live"),
  STALE("stale", "stale"),
  UNHEALTHY("unhealthy", "unhealthy"),
  FAILED("failed config", "failed configs");

  private final String one;
  private final String many;

  FleetShare(String one, String many) {
    this.one = one;
    this.many = many;
  }

  boolean has(AgentSummary agent) {
    return switch (this) {
      case LIVE -> agent.presence().isLive();
      case STALE -> agent.presence() == Presence.STALE;
      case UNHEALTHY -> Boolean.FALSE.equals(agent.healthy());
      case FAILED ->
          agent.configState() == ConfigState.FAILED
              || agent.configState() == ConfigState.ROLLED_BACK;
    };
  }

  /** {@code 286 failed configs}. */
  String counted(int count) {
    return Formats.count(count) + ' ' + (count == 1 ? one : many);
  }

  /** Whether agents of it want a look, so that it is told apart by colour too. */
  boolean isTrouble() {
    return this != LIVE;
  }
}
