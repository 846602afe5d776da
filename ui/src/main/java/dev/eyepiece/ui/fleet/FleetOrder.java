package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentSummary;
import java.util.Comparator;
import java.util.Locale;

/** In which order agents stand; those alike stand by their uids, so that rows do not jump. */
enum FleetOrder {
  PRESENCE,
  NAME,
  VERSION,
  HOST,
  HEALTH,
  CONFIG,
  UID;

  private static int health(AgentSummary agent) {
    Boolean healthy = agent.healthy();
    return healthy == null ? 1 : healthy ? 2 : 0;
  }

  Comparator<AgentSummary> comparator(boolean ascending) {
    Comparator<AgentSummary> by =
        switch (this) {
          case PRESENCE -> Comparator.comparing(AgentSummary::presence);
          case NAME -> Comparator.comparing(agent -> agent.name().toLowerCase(Locale.ROOT));
          case VERSION -> Comparator.comparing(AgentSummary::version, Versions::compare);
          case HOST -> Comparator.comparing(agent -> agent.host().toLowerCase(Locale.ROOT));
          case HEALTH -> Comparator.comparingInt(FleetOrder::health);
          case CONFIG -> Comparator.comparing(AgentSummary::configState);
          case UID -> Comparator.comparing(AgentSummary::uid);
        };
    return (ascending ? by : by.reversed()).thenComparing(AgentSummary::uid);
  }
}
