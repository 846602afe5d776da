package dev.eyepiece.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ui.settings.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaletteModelTest {
  private final List<String> done = new ArrayList<>();
  private final Remembered remembered = Remembered.inMemory();

  private PaletteModel model() {
    PaletteModel model = new PaletteModel(remembered);
    model.offer(
        List.of(
            action("Overview", "View"),
            action("Traces", "View"),
            action("Settings", "View"),
            action("Dark theme", "Look"),
            action("Last 15 min", "Time"),
            action("payment", "Service"),
            action("status:error service:payment", "Search")));
    return model;
  }

  private Action action(String title, String group) {
    return new Action(title, group, "", () -> done.add(title));
  }

  private static List<String> titles(List<PaletteModel.Line> lines) {
    return lines.stream().map(line -> line.action().title()).toList();
  }

  @Test
  void aFewLettersFindIt() {
    assertThat(titles(model().lines("tra"))).first().isEqualTo("Traces");
    assertThat(titles(model().lines("l15"))).containsExactly("Last 15 min");
    assertThat(titles(model().lines("DK THM"))).containsExactly("Dark theme");
    assertThat(titles(model().lines("payment"))).first().isEqualTo("payment");
    assertThat(titles(model().lines("service pay"))).contains("payment");
    assertThat(model().lines("zzz")).isEmpty();
  }

  @Test
  void whatWasUsedComesFirstAlsoInTheNextRun() {
    PaletteModel first = model();
    first.run(first.lines("dark").getFirst().action());
    first.run(first.lines("over").getFirst().action());
    assertThat(done).containsExactly("Dark theme", "Overview");
    assertThat(titles(model().lines(""))).startsWith("Overview", "Dark theme", "Traces");
    assertThat(model().lines("")).hasSize(7);
  }

  @Test
  void matchesAreInOrderAndMarkTheTypedLetters() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 1 + random.nextInt(20); i > 0; i--) {
        text.append("abcD E.f-".charAt(random.nextInt(9)));
      }
      StringBuilder typed = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        if (random.nextInt(3) == 0 && text.charAt(i) != ' ') {
          typed.append(text.charAt(i));
        }
      }
      Fuzzy.Match match = Fuzzy.of(typed.toString(), text.toString());
      assertThat(match).as("seed %s: '%s' in '%s'", seed, typed, text).isNotNull();
      StringBuilder found = new StringBuilder();
      int last = -1;
      for (int at : match.at()) {
        assertThat(at).isGreaterThan(last);
        last = at;
        found.append(text.charAt(at));
      }
      assertThat(found).hasToString(typed.toString());
    }
  }
}
