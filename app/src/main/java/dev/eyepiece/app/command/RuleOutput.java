package dev.eyepiece.app.command;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.app.output.Printable;
import dev.eyepiece.app.output.TableWriter;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.telemetry.Signal;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Prints rule sets, for people or one JSON object a line. */
final class RuleOutput {
  private final PrintStream out;
  private final boolean json;

  RuleOutput(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void list(List<RuleSetState> sets) {
    if (json) {
      sets.forEach(this::json);
      return;
    }
    TableWriter table = new TableWriter(out);
    table.columns(
        List.of(
            "ID",
            "STATE",
            "PRIORITY",
            "SIGNALS",
            "REQUESTS",
            "MATCHED",
            "CHANGED",
            "DROPPED",
            "ERRORS",
            "REFUSED",
            "NAME"));
    for (RuleSetState set : sets) {
      table.row(
          List.of(
              set.set().id(),
              state(set),
              set.set().priority(),
              signals(set.set()),
              set.counts().requests(),
              sum(set, RuleSet.Count::matched),
              sum(set, RuleSet.Count::changed),
              sum(set, RuleSet.Count::dropped),
              sum(set, RuleSet.Count::errors),
              set.counts().refused(),
              set.set().name()));
    }
    table.end();
  }

  private static long sum(RuleSetState set, ToLongFunction<RuleSet.Count> what) {
    return set.counts().statements().stream().mapToLong(what).sum();
  }

  private static String state(RuleSetState set) {
    if (!set.problem().isEmpty()) {
      return "broken";
    }
    if (set.fromServer()) {
      return "on (server)";
    }
    return set.set().enabled() ? "on" : "off";
  }

  private static String signals(RuleSetInfo set) {
    return set.signals().isEmpty()
        ? "all it names"
        : set.signals().stream().sorted().map(RuleOutput::lower).collect(Collectors.joining(","));
  }

  private static String lower(Signal signal) {
    return signal.name().toLowerCase(Locale.ROOT);
  }

  void show(RuleSetState state) {
    if (json) {
      json(state);
      return;
    }
    RuleSetInfo set = state.set();
    line("id", set.id());
    line("name", set.name());
    line("state", state(state));
    line("priority", "" + set.priority());
    line("signals", signals(set));
    line("error mode", set.errorMode().name().toLowerCase(Locale.ROOT));
    if (!state.problem().isEmpty()) {
      line("problem", state.problem());
    }
    if (!state.counts().lastRefusal().isEmpty()) {
      line("refused", state.counts().refused() + ", the last: " + state.counts().lastRefusal());
    }
    out.println();
    set.text().lines().forEach(text -> out.println(Printable.line(text)));
    if (!state.counts().statements().isEmpty()) {
      out.println();
      TableWriter table = new TableWriter(out);
      table.columns(
          List.of("MATCHED", "CHANGED", "DROPPED", "ERRORS", "TIME", "STATEMENT", "LAST ERROR"));
      for (RuleSet.Count count : state.counts().statements()) {
        table.row(
            List.of(
                count.matched(),
                count.changed(),
                count.dropped(),
                count.errors(),
                count.nanos() / 1_000 + " µs",
                count.statement().text(),
                count.lastError()));
      }
      table.end();
    }
    out.flush();
  }

  private void line(String key, String value) {
    out.println(String.format(Locale.ROOT, "%-11s%s", key, Printable.line(value)));
  }

  /** What became of a rule set. */
  void changed(RuleSetState state) {
    if (json) {
      json(state);
      return;
    }
    out.println(state.set().id() + " is " + (state.set().enabled() ? "on" : "off"));
    out.flush();
  }

  void removed(String id) {
    out.println(json ? JsonText.write(Map.of("removed", id)) : id + " is removed");
    out.flush();
  }

  private void json(RuleSetState state) {
    out.println(JsonText.write(state.json()));
    out.flush();
  }
}
