package dev.eyepiece.ottl.regex;

import java.util.List;
import java.util.Random;

/** Patterns and texts for them, from a seed. */
final class RandomPatterns {
  private static final List<String> ATOMS =
      List.of(
          "a",
          "b",
          "c",
          "ab",
          "abc",
          "A",
          "K",
          "k",
          "s",
          "1",
          "_",
          " ",
          "-",
          "\n",
          "é",
          "世",
          "ß",
          ".",
          "\\d",
          "\\D",
          "\\w",
          "\\W",
          "\\s",
          "\\S",
          "[ab]",
          "[^ab]",
          "[a-c1]",
          "[^\\n]",
          "[[:alpha:]]",
          "[[:^space:]_]",
          "\\pL",
          "\\PL",
          "\\p{Greek}",
          "\\p{^Lu}",
          "[\\d\\pL]",
          "\\x61",
          "\\x{4e16}",
          "\\.",
          "\\Qa.b\\E",
          "[a-zé世]",
          "\\x{10FFFF}",
          "\\n");

  private static final List<String> EDGES = List.of("^", "$", "\\b", "\\B", "\\A", "\\z");

  private static final List<String> REPEATS =
      List.of("*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{2,}", "{1,2}?", "{0}");

  private static final List<String> FLAGS = List.of("i", "m", "s", "U", "im", "is-m", "-i", "ms");

  private static final String LETTERS = "aabbccAKks1_ -\né世ßſK.α";

  private final Random random;

  RandomPatterns(long seed) {
    random = new Random(seed);
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  String pattern() {
    return (random.nextInt(4) == 0 ? "(?" + any(FLAGS) + ")" : "") + alternatives(3);
  }

  private String alternatives(int depth) {
    StringBuilder out = new StringBuilder(sequence(depth));
    while (random.nextInt(4) == 0) {
      out.append('|').append(sequence(depth));
    }
    return out.toString();
  }

  private String sequence(int depth) {
    StringBuilder out = new StringBuilder();
    for (int parts = random.nextInt(4); parts >= 0; parts--) {
      out.append(part(depth));
    }
    return out.toString();
  }

  private String part(int depth) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return any(EDGES);
    }
    String atom = kind < 4 && depth > 0 ? group(depth - 1) : any(ATOMS);
    boolean repeated = random.nextInt(3) == 0 && (atom.length() == 1 || !atom.startsWith("\\Q"));
    return repeated ? atom + any(REPEATS) : atom;
  }

  private String group(int depth) {
    String inner = random.nextInt(12) == 0 ? "" : alternatives(depth);
    return switch (random.nextInt(5)) {
      case 0 -> "(?:" + inner + ")";
      case 1 -> "(?" + any(FLAGS) + ":" + inner + ")";
      default -> "(" + inner + ")";
    };
  }

  String text() {
    StringBuilder out = new StringBuilder();
    int[] letters = LETTERS.codePoints().toArray();
    for (int length = random.nextInt(24); length > 0; length--) {
      out.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return out.toString();
  }
}
