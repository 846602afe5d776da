package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.opamp.ConfigState;
import dev.eyepiece.opamp.Presence;
import dev.eyepiece.ui.theme.Formats;
import java.util.ArrayList;
import java.util.List;

/** How many agents there are, and how many of them want a look. */
record FleetCounts(int all, int live, int stale, int unhealthy, int failed) {

  static FleetCounts of(List<AgentSummary> agents) {
    int live = 0;
    int stale = 0;
    int unhealthy = 0;
    int failed = 0;
    for (AgentSummary agent : agents) {
      live += agent.presence().isLive() ? 1 : 0;
      stale += agent.presence() == Presence.STALE ? 1 : 0;
      unhealthy += Boolean.FALSE.equals(agent.healthy()) ? 1 : 0;
      failed +=
          agent.configState() == ConfigState.FAILED
                  || agent.configState() == ConfigState.ROLLED_BACK
              ? 1
              : 0;
    }
    return new FleetCounts(agents.size(), live, stale, unhealthy, failed);
  }

  String text() {
    List<String> parts = new ArrayList<>();
    parts.add(Formats.count(all) + (all == 1 ? " agent" : " agents"));
    parts.add(Formats.count(live) + " live");
    if (stale > 0) {
      parts.add(Formats.count(stale) + " stale");
    }
    if (unhealthy > 0) {
      parts.add(Formats.count(unhealthy) + " unhealthy");
    }
    if (failed > 0) {
      parts.add(Formats.count(failed) + (failed == 1 ? " failed config" : " failed configs"));
    }
    return String.join(" · ", parts);
  }
}
