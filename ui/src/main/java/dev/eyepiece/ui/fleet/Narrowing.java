package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentSummary;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which agents are listed: those that all of it leaves.
 *
 * @param words each is in what is shown of an agent; blank for any
 * @param share null for the whole fleet
 * @param version empty for agents that said none; null for any
 */
record Narrowing(String words, @Nullable FleetShare share, @Nullable String version) {
  static final Narrowing NONE = new Narrowing("", null, null);

  Narrowing withWords(String others) {
    return new Narrowing(others, share, version);
  }

  Narrowing withShare(@Nullable FleetShare other) {
    return new Narrowing(words, other, version);
  }

  Narrowing withVersion(@Nullable String other) {
    return new Narrowing(words, share, other);
  }

  boolean leaves(AgentSummary agent) {
    return (share == null || share.has(agent))
        && (version == null || version.equals(agent.version()))
        && matches(agent);
  }

  private boolean matches(AgentSummary agent) {
    if (words.isBlank()) {
      return true;
    }
    String shown =
        String.join(
                " ",
                agent.uid().toString(),
                agent.name(),
                agent.version(),
                agent.host(),
                agent.presence().toString(),
                FleetModel.healthText(agent),
                agent.configState().toString())
            .toLowerCase(Locale.ROOT);
    for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      if (!shown.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
