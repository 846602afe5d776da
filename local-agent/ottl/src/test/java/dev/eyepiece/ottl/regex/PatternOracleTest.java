package dev.eyepiece.ottl.regex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every way to find a match finds what another engine of RE2's kind finds. */
class PatternOracleTest {
  private static final int PATTERNS = 4_000;
  private static final int TEXTS = 60;

  private final long seed = Long.getLong("eyepiece.seed", System.nanoTime());

  @Test
  void matches_and_groups_are_those_of_the_other_engine() throws Exception {
    System.out.println("eyepiece.seed=" + seed);
    RandomPatterns random = new RandomPatterns(seed);
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < PATTERNS && wrong.size() < 20; i++) {
      String pattern = random.pattern();
      if (pattern.contains("{0}")) {
        // The other engine says of groups that cannot be in a match that they are, at its start.
        continue;
      }
      com.google.re2j.Pattern other = com.google.re2j.Pattern.compile(pattern);
      Pattern ours = Pattern.compile(pattern);
      Program program = Program.of(PatternParser.parse(pattern).tree(), false);
      for (int j = 0; j < TEXTS; j++) {
        String text = random.text();
        compare(ours, program, other, text, wrong);
        compared++;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(PATTERNS * TEXTS * 3 / 4);
  }

  private static void compare(
      Pattern ours,
      Program program,
      com.google.re2j.Pattern other,
      String string,
      List<String> wrong) {
    byte[] text = string.getBytes(StandardCharsets.UTF_8);
    Matcher matcher = other.matcher(string);
    int[] expected = matcher.find() ? places(matcher, string) : null;
    int[] side = PikeMachine.groups(program, text, 0, false, matcher.groupCount() + 1);
    int[] found = ours.groups(text, 0);
    boolean any = ours.find(text);
    if (!Arrays.equals(expected, found)
        || !Arrays.equals(expected, side)
        || any != (expected != null)) {
      wrong.add(
          other
              + "\n  text     "
              + string.replace("\n", "\\n")
              + "\n  expected "
              + shown(expected)
              + "\n  found    "
              + shown(found)
              + " "
              + any
              + "\n  machine  "
              + shown(side));
    }
  }

  private static String shown(int @Nullable [] places) {
    return Arrays.toString(places);
  }

  private static int[] places(Matcher matcher, String text) {
    int[] places = new int[2 * (matcher.groupCount() + 1)];
    for (int i = 0; i <= matcher.groupCount(); i++) {
      places[2 * i] = bytes(text, matcher.start(i));
      places[2 * i + 1] = bytes(text, matcher.end(i));
    }
    return places;
  }

  private static int bytes(String text, int chars) {
    return chars < 0 ? -1 : text.substring(0, chars).getBytes(StandardCharsets.UTF_8).length;
  }
}
