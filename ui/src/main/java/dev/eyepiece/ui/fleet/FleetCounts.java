package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.ui.theme.Formats;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many agents there are, and how many of them want a look.
 *
 * @param shares every share with its number, 0 for none
 * @param versions which versions they run
 */
record FleetCounts(int all, Map<FleetShare, Integer> shares, Versions versions) {

  static FleetCounts of(List<AgentSummary> agents) {
    Map<FleetShare, Integer> shares = new EnumMap<>(FleetShare.class);
    for (FleetShare share : FleetShare.values()) {
      shares.put(share, (int) agents.stream().filter(share::has).count());
    }
    return new FleetCounts(agents.size(), Map.copyOf(shares), Versions.of(agents));
  }

  int of(FleetShare share) {
    return shares.getOrDefault(share, 0);
  }

  /**
   * How many agents are listed.
   *
   * @param listed as many as the words and the share leave
   */
  String text(int listed) {
    String agents = Formats.count(all) + (all == 1 ? " agent" : " agents");
    return listed == all ? agents : Formats.count(listed) + " of " + agents;
  }
}
