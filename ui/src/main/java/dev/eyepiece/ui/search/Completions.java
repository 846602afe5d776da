package dev.eyepiece.ui.search;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.theme.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What could be typed, given what is typed and what is held. */
final class Completions {
  private static final int MOST = 12;
  private static final List<String> DURATIONS = List.of(">10ms", ">100ms", ">1s", "<1ms");
  private static final List<String> TIMES = List.of(">-5m", ">-15m", ">-1h", ">-1d", "-2h..-1h");

  private Completions() {}

  /** Keys that start with the text, then keys that hold it. */
  static List<Completion> keys(Signal signal, String typed, KeyCatalogue catalogue) {
    List<Completion> all = new ArrayList<>();
    SearchFields.of(signal).forEach((name, type) -> all.add(key(name, type)));
    catalogue
        .keys()
        .forEach((name, key) -> {
          if (!SearchFields.isField(name)) {
            String count = key.records() == 0 ? "" : "  " + Formats.count(key.records());
            all.add(key(name, key.type() + count));
          }
        });
    return best(typed, all);
  }

  /** How the spans of the next braces may stand to those of the last. */
  static List<Completion> relations() {
    return List.of(
        new Completion(">> {", ">>", "spans below"),
        new Completion("> {", ">", "children"),
        new Completion("<< {", "<<", "ancestors"),
        new Completion("< {", "<", "parents"),
        new Completion("~ {", "~", "siblings"),
        new Completion("&& {", "&&", "both, in one trace"),
        new Completion("|| {", "||", "either"),
        new Completion("| count() >", "|", "an aggregate"));
  }

  /** What can be asked of all spans of a trace that were selected. */
  static List<Completion> aggregates(String typed) {
    return best(
        typed,
        List.of(
            new Completion("count() >", "count()", "how many spans"),
            new Completion("avg(", "avg", "of duration or a number"),
            new Completion("max(", "max", "of duration or a number"),
            new Completion("min(", "min", "of duration or a number"),
            new Completion("sum(", "sum", "of duration or a number")));
  }

  private static Completion key(String name, String type) {
    return new Completion(name + ":", name, type);
  }

  /** Values of a field, the most frequent first; comparisons for what can be compared. */
  static List<Completion> values(
      Signal signal, String key, String typed, List<FacetValue> held, KeyCatalogue catalogue) {
    List<Completion> all = new ArrayList<>();
    List<String> comparisons =
        switch (SearchFields.canonical(key)) {
          case "duration" -> DURATIONS;
          case "time", "start", "end" -> TIMES;
          default -> List.of();
        };
    if (!comparisons.isEmpty()) {
      comparisons.forEach(time -> all.add(new Completion(time, time, "")));
      return best(typed, all);
    }
    for (FacetValue value : held) {
      if (!value.value().isEmpty()) {
        all.add(
            new Completion(
                SearchText.quoted(value.value()),
                Formats.middle(value.value(), 80),
                counted(signal, value.spans())));
      }
    }
    for (String value : SearchFields.values(key)) {
      if (held.stream().noneMatch(one -> one.value().equals(value))) {
        all.add(new Completion(value, value, counted(signal, 0)));
      }
    }
    KeyCatalogue.Key known = catalogue.keys().get(key);
    if (typed.isEmpty() && known != null) {
      all.add(new Completion("*", "*", "any value"));
    }
    return best(typed, all);
  }

  /** A number of records in as few letters as the search line has room for. */
  static String counted(Signal signal, long count) {
    String noun =
        switch (signal) {
          case TRACES -> "span";
          case LOGS -> "log";
          case METRICS -> "point";
          case PROFILES -> "sample";
        };
    return Formats.count(count) + ' ' + noun + (count == 1 ? "" : "s");
  }

  private static List<Completion> best(String typed, List<Completion> all) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    List<Completion> best = new ArrayList<>();
    List<Completion> within = new ArrayList<>();
    for (Completion one : all) {
      String name = one.shown().toLowerCase(Locale.ROOT);
      if (name.equals(wanted) && one.insert().equals(typed)) {
        continue;
      }
      if (name.startsWith(wanted)) {
        best.add(one);
      } else if (name.contains(wanted)) {
        within.add(one);
      }
    }
    best.addAll(within);
    return best.size() > MOST ? List.copyOf(best.subList(0, MOST)) : List.copyOf(best);
  }
}
