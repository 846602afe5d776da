package dev.eyepiece.ottl.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.processor.JsonTree;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.Values;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns, good and nearly good, mean what Go's own engine takes them for. */
@Tag("peers")
class GoRegexTest {
  private static final int PATTERNS = 40_000;

  private final long seed = Long.getLong("eyepiece.seed", System.nanoTime());

  @TempDir Path directory;

  @Test
  void matches_groups_and_errors_are_those_of_go() throws Exception {
    System.out.println("eyepiece.seed=" + seed);
    RandomPatterns random = new RandomPatterns(seed);
    Random damage = new Random(seed);
    List<String> patterns = new ArrayList<>();
    List<List<String>> texts = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < PATTERNS; i++) {
      String pattern = random.pattern();
      patterns.add(damage.nextInt(4) == 0 ? damaged(pattern, damage) : pattern);
      texts.add(List.of(random.text(), random.text(), random.text(), random.text()));
      lines.add(
          "{\"pattern\":"
              + json(patterns.getLast())
              + ",\"texts\":["
              + String.join(",", texts.getLast().stream().map(GoRegexTest::json).toList())
              + "]}");
    }
    List<String> answers = ask(lines);
    assertThat(answers).hasSize(PATTERNS);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < PATTERNS && wrong.size() < 20; i++) {
      compare(patterns.get(i), texts.get(i), answers.get(i), wrong);
    }
    assertThat(wrong).isEmpty();
  }

  private static String json(String text) {
    return Json.write(Values.of(text));
  }

  private static String damaged(String pattern, Random random) {
    StringBuilder text = new StringBuilder(pattern);
    String signs = "()[]{}*+?|\\^$-:<>PpQE,0123x_";
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      char sign = signs.charAt(random.nextInt(signs.length()));
      if (random.nextBoolean() && at < text.length() && text.charAt(at) < 128) {
        text.setCharAt(at, sign);
      } else if (at == text.length() || !Character.isLowSurrogate(text.charAt(at))) {
        text.insert(at, sign);
      }
    }
    return text.toString();
  }

  private List<String> ask(List<String> lines) throws Exception {
    Path in = Files.write(directory.resolve("patterns.jsonl"), lines);
    Path out = directory.resolve("places.jsonl");
    ProcessBuilder go = new ProcessBuilder("go", "run", "main.go");
    go.directory(Path.of("src/test/peers/regex").toFile());
    go.redirectInput(in.toFile()).redirectOutput(out.toFile());
    go.redirectError(ProcessBuilder.Redirect.INHERIT);
    assertThat(go.start().waitFor()).isZero();
    return Files.readAllLines(out);
  }

  private static void compare(String pattern, List<String> texts, String answer, List<String> wrong)
      throws Exception {
    Map<String, @Nullable Object> fields =
        JsonTree.readCase(answer.getBytes(StandardCharsets.UTF_8)).fields();
    Object error = fields.get("error");
    Pattern ours;
    try {
      ours = Pattern.compile(pattern);
    } catch (RegexSyntaxException e) {
      if (!String.valueOf(e.getMessage()).equals(error)) {
        wrong.add(pattern + "\n  expected " + error + "\n  found    " + e.getMessage());
      }
      return;
    }
    if (error != null) {
      wrong.add(pattern + "\n  expected " + error + "\n  found    no error");
      return;
    }
    List<?> places = (List<?>) fields.get("places");
    for (int i = 0; i < texts.size(); i++) {
      String expected = places == null ? "null" : String.valueOf(places.get(i));
      byte[] text = texts.get(i).getBytes(StandardCharsets.UTF_8);
      String found = Arrays.toString(ours.groups(text, 0));
      if (!expected.equals(found) || ours.find(text) == found.equals("null")) {
        wrong.add(
            pattern
                + "\n  in "
                + json(texts.get(i))
                + "\n  expected "
                + expected
                + "\n  found    "
                + found);
      }
    }
  }
}
