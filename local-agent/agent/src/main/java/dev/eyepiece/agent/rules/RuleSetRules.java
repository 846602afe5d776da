package dev.eyepiece.agent.rules;

import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.pipeline.RoadRule;

/** What a rule set must be like, its rules aside. */
final class RuleSetRules {
  private RuleSetRules() {}

  /**
   * Checks everything but the language.
   *
   * @throws IllegalArgumentException with what is wrong and what was expected
   */
  static void check(RuleSetInfo set) {
    if (!RoadRule.isId(set.id())) {
      throw new IllegalArgumentException(
          "'"
              + bounded(set.id())
              + "' is no id of a rule set; expected 1 to 64 lower-case letters, digits and . _ -,"
              + " the first a letter or a digit");
    }
    String name = set.name();
    if (name.isBlank()
        || !name.equals(name.strip())
        || name.length() > RuleSetInfo.MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "'"
              + bounded(name.replaceAll("\\p{Cntrl}", "?"))
              + "' is no name; expected 1 to "
              + RuleSetInfo.MAX_NAME
              + " characters on one line, no spaces at its ends");
    }
    if (set.priority() < 0 || set.priority() > RuleSetInfo.MAX_PRIORITY) {
      throw new IllegalArgumentException(
          "priority " + set.priority() + "; expected 0 to " + RuleSetInfo.MAX_PRIORITY);
    }
    if (set.text().isBlank()) {
      throw new IllegalArgumentException("there are no rules in it");
    }
    if (set.text().length() > RoadRule.MAX_TEXT) {
      throw new IllegalArgumentException(
          "its rules have more than " + RoadRule.MAX_TEXT + " characters");
    }
  }

  private static String bounded(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
