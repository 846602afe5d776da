package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many agents run which version, the newest first.
 *
 * @param counts by version; empty text for agents that said none
 */
record Versions(List<Count> counts) {

  /** A version and how many agents run it. */
  record Count(String version, int agents) {}

  static Versions of(List<AgentSummary> agents) {
    Map<String, Integer> counts =
        agents.stream()
            .collect(
                Collectors.groupingBy(
                    AgentSummary::version,
                    Collectors.collectingAndThen(Collectors.counting(), Math::toIntExact)));
    return new Versions(
        counts.entrySet().stream()
            .map(entry -> new Count(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparing(Count::version, Versions::compare).reversed())
            .toList());
  }

  /**
   * Orders versions as their readers do: runs of digits by their value, so that 0.99.0 stands
   * before 0.161.0, and what follows a hyphen before the version itself, as Semantic Versioning
   * (11) has it.
   */
  static int compare(String left, String right) {
    int atLeft = 0;
    int atRight = 0;
    while (atLeft < left.length() && atRight < right.length()) {
      int endLeft = end(left, atLeft);
      int endRight = end(right, atRight);
      int by = comparePart(left.substring(atLeft, endLeft), right.substring(atRight, endRight));
      if (by != 0) {
        return by;
      }
      atLeft = endLeft;
      atRight = endRight;
    }
    boolean restLeft = atLeft < left.length();
    boolean restRight = atRight < right.length();
    if (restLeft == restRight) {
      return left.compareTo(right);
    }
    char next = restLeft ? left.charAt(atLeft) : right.charAt(atRight);
    boolean before = next == '-' && atLeft > 0;
    return restLeft == before ? -1 : 1;
  }

  /** Where the run of digits, or the one character that is none, ends. */
  private static int end(String text, int from) {
    int to = from;
    while (to < text.length() && isDigit(text.charAt(to))) {
      to++;
    }
    return to == from ? from + 1 : to;
  }

  private static int comparePart(String left, String right) {
    if (!isDigit(left.charAt(0)) || !isDigit(right.charAt(0))) {
      // Below all else, as it is below the end: or else the order would run in circles.
      boolean hyphen = left.equals("-") != right.equals("-");
      return hyphen ? left.equals("-") ? -1 : 1 : left.compareTo(right);
    }
    String one = withoutZeros(left);
    String other = withoutZeros(right);
    int by = Integer.compare(one.length(), other.length());
    return by != 0 ? by : one.compareTo(other);
  }

  private static String withoutZeros(String digits) {
    int from = 0;
    while (from < digits.length() - 1 && digits.charAt(from) == '0') {
      from++;
    }
    return digits.substring(from);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
