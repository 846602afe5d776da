package dev.eyepiece.ruleeditor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the editor does to its text, without a window. */
class RuleModelTest {
  /** Does at once what is asked of it; what is for later never comes. */
  private static final class Host implements RuleHost {
    @Override
    public List<Sample> samples(Signal signal, boolean matching, int most) {
      return List.of();
    }

    @Override
    public List<String> attributeKeys(Signal signal) {
      return List.of();
    }

    @Override
    public List<Signal> signals() {
      return List.of(Signal.TRACES);
    }

    @Override
    public <T> void run(
        String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
      try {
        done.accept(work.call());
      } catch (Exception e) {
        failed.accept(e);
      }
    }

    @Override
    public void later(long afterNanos, Runnable action) {}
  }

  private final RuleModel model = new RuleModel(new Ottl(), new Host());
  private final List<String> shown = new ArrayList<>();

  @Test
  void rulesAreGivenTheirForm() {
    model.type("# mine\nset( span.name,\"x\" )");
    model.format(shown::add);
    assertThat(shown).containsExactly("# mine\nset(span.name, \"x\")");
    assertThat(model.stateProperty().get()).isEqualTo("Formatted");
    model.type(shown.getFirst());
    model.format(shown::add);
    assertThat(shown).hasSize(1);
    assertThat(model.stateProperty().get()).isEqualTo("Already in its form");
  }

  @Test
  void wrongRulesStayAsTheyAre() {
    model.type("set(span.name,");
    model.format(shown::add);
    assertThat(shown).isEmpty();
    assertThat(model.stateProperty().get()).startsWith("Not formatted: line 1: expected");
  }
}
