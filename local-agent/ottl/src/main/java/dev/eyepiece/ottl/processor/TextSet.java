package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.regex.Pattern;
import dev.eyepiece.ottl.regex.RegexSyntaxException;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Texts of which one must be equal, or patterns of which one must be found. */
@FunctionalInterface
interface TextSet {
  boolean matches(Utf8 text);

  /**
   * Texts or patterns.
   *
   * @param type of match: strict or regexp
   * @throws CheckException for another type, or for a text that is no pattern
   */
  static TextSet of(List<String> texts, String type) {
    return switch (type) {
      case "strict" -> {
        Set<Utf8> all = new HashSet<>();
        texts.forEach(text -> all.add(Utf8.of(text)));
        yield all::contains;
      }
      case "regexp" -> {
        List<Pattern> patterns = new ArrayList<>();
        for (String text : texts) {
          patterns.add(pattern(text));
        }
        yield text -> patterns.stream().anyMatch(pattern -> pattern.find(text.shared()));
      }
      default ->
          throw new CheckException("match_type: expected strict or regexp, found \"" + type + "\"");
    };
  }

  /** A pattern as written in a configuration. */
  static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (RegexSyntaxException e) {
      throw new CheckException("\"" + text + "\" is no pattern: " + e.getMessage());
    }
  }
}
