package dev.eyepiece.ruleeditor;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ottl.RuleSyntaxException;
import dev.eyepiece.telemetry.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The rules being written: checked while typing, tried on demand. FX thread only. */
public final class RuleModel {
  private static final long PAUSE_NANOS = 250_000_000;

  private final Ottl ottl;
  private final RuleHost host;
  private final Map<Signal, Completions> completions = new EnumMap<>(Signal.class);
  private final Map<Signal, List<String>> keys = new EnumMap<>(Signal.class);
  private final ReadOnlyObjectWrapper<List<Mark>> marks = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<@Nullable DryRun> run = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");

  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Signal> signal = new ReadOnlyObjectWrapper<>(Signal.TRACES);
  private long typed;
  private long checks;

  public RuleModel(Ottl ottl, RuleHost host) {
    this.ottl = ottl;
    this.host = host;
  }

  Ottl ottl() {
    return ottl;
  }

  String text() {
    return text.get();
  }

  /** The text as it stands. */
  public ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  /** The signal that a list of statements is for. */
  public Signal signal() {
    return signal.get();
  }

  public ReadOnlyObjectProperty<Signal> signalProperty() {
    return signal.getReadOnlyProperty();
  }

  /** Whether the text is YAML, which says itself what it is for. */
  public boolean isYaml() {
    return RuleText.of(text()).yaml();
  }

  List<Signal> signals() {
    return host.signals();
  }

  /** What is wrong with the text, in the order of the text's statements. */
  ReadOnlyObjectProperty<List<Mark>> marksProperty() {
    return marks.getReadOnlyProperty();
  }

  /** What the newest dry-run came to; null before the first. */
  ReadOnlyObjectProperty<@Nullable DryRun> runProperty() {
    return run.getReadOnlyProperty();
  }

  /** One sentence on what was done last. */
  ReadOnlyStringProperty stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** The text became another; it is checked when typing pauses. */
  void type(String now) {
    if (now.equals(text())) {
      return;
    }
    text.set(now);
    long mine = ++typed;
    host.later(
        PAUSE_NANOS,
        () -> {
          if (mine == typed) {
            check();
          }
        });
  }

  void choose(Signal now) {
    signal.set(now);
    check();
    askKeys();
  }

  /** Compiling rules, the first ones above all, takes far longer than the FX thread has. */
  private void check() {
    long mine = ++checks;
    String now = text();
    Signal of = signal();
    host.run(
        "Check rules",
        () -> RuleCheck.of(ottl, now, of),
        checked -> {
          if (mine == checks) {
            take(checked);
          }
        },
        problem -> state.set("Not checked: " + problem.getMessage()));
  }

  private void take(RuleCheck checked) {
    marks.set(checked.marks());
    state.set(
        text().isBlank()
            ? ""
            : checked.marks().isEmpty()
                ? count(checked.rules()) + ", nothing wrong"
                : checked.marks().size() == 1
                    ? "1 thing is wrong"
                    : checked.marks().size() + " things are wrong");
  }

  private static String count(@Nullable RuleSet rules) {
    int number = rules == null ? 0 : rules.statements().size();
    return number == 1 ? "1 statement" : number + " statements";
  }

  /**
   * Gives the rules their canonical form; where they are wrong or were changed meanwhile, they stay
   * as they are.
   *
   * @param show takes the text
   */
  void format(Consumer<String> show) {
    String now = text();
    host.run(
        "Format rules",
        () -> formatted(now),
        formed -> {
          if (now.equals(text())) {
            formed.text().ifPresent(show);
            state.set(formed.state());
          }
        },
        problem -> state.set("Not formatted: " + problem.getMessage()));
  }

  private record Formed(Optional<String> text, String state) {}

  private static Formed formatted(String text) {
    try {
      String formed = Ottl.formatFile(text);
      return formed.equals(text)
          ? new Formed(Optional.empty(), "Already in its form")
          : new Formed(Optional.of(formed), "Formatted");
    } catch (RuleSyntaxException e) {
      return new Formed(Optional.empty(), "Not formatted: " + e.getMessage());
    }
  }

  /**
   * Tries the rules on records.
   *
   * @param matching only on those of the window's search and time range
   */
  void dryRun(boolean matching, int most) {
    typed++;
    long mine = ++checks;
    String now = text();
    Signal of = signal();
    state.set("Trying the rules …");
    host.run(
        "Try rules",
        () -> {
          RuleCheck checked = RuleCheck.of(ottl, now, of);
          RuleSet compiled = checked.rules();
          return new Tried(
              checked,
              compiled == null
                  ? Optional.empty()
                  : Optional.of(DryRun.of(compiled, host.samples(of, matching, most))));
        },
        tried -> {
          if (mine == checks) {
            take(tried.checked());
          }
          tell(tried);
        },
        problem -> state.set("Not tried: " + problem.getMessage()));
  }

  private record Tried(RuleCheck checked, Optional<DryRun> run) {}

  private void tell(Tried tried) {
    if (tried.run().isPresent()) {
      run.set(tried.run().get());
      state.set(sentence(tried.run().get()));
    } else if (tried.checked().marks().isEmpty()) {
      state.set("There is no statement to try");
    }
  }

  static String sentence(DryRun run) {
    if (run.outcomes().isEmpty()) {
      return "There is no record to try them on";
    }
    StringBuilder text = new StringBuilder("Tried on " + run.outcomes().size() + " records: ");
    String comma = "";
    for (DryRun.Fate fate : DryRun.Fate.values()) {
      text.append(comma).append(run.count(fate)).append(' ').append(fate.title());
      comma = ", ";
    }
    return text.toString();
  }

  /** Asks which attribute keys are held. */
  public void askKeys() {
    Signal of = signal();
    host.run(
        "Attribute keys",
        () -> host.attributeKeys(of),
        held -> keys.put(of, held),
        // Completion works without them.
        problem -> keys.put(of, List.of()));
  }

  Offers offers(String line, int caret, boolean always) {
    return completions
        .computeIfAbsent(signal(), of -> new Completions(ottl, of))
        .at(line, caret, keys.getOrDefault(signal(), List.of()), always);
  }
}
