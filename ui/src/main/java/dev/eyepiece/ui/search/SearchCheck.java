package dev.eyepiece.ui.search;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.SpanSet;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a search finds, and why it may find nothing.
 *
 * @param matches spans in the range
 * @param logs log records in the range
 * @param own records of the asked signal in the range
 * @param hint one sentence about the first field or value that nothing can match, empty when there
 *     is none
 * @param wrong the part of the search that the hint is about, empty when there is none
 * @param better what was probably meant in its place, empty when nobody knows
 */
record SearchCheck(long matches, long logs, long own, String hint, String wrong, String better) {

  static SearchCheck of(
      TelemetrySnapshot snapshot,
      Signal signal,
      Search search,
      TimeRange range,
      KeyCatalogue catalogue)
      throws StoreException {
    long matches = snapshot.countSpans(search, range);
    long logs = snapshot.logs().count(search, range);
    long own =
        switch (signal) {
          case TRACES -> matches;
          case LOGS -> logs;
          case METRICS, PROFILES -> snapshot.records(signal).count(search, range);
        };
    if (matches > 0 || logs > 0 || own > 0) {
      return new SearchCheck(matches, logs, own, "", "", "");
    }
    for (Search.Field field : fields(search, new ArrayList<>())) {
      Optional<SearchCheck> reason = value(field);
      if (reason.isEmpty() && !SearchFields.isField(field.key())) {
        reason = key(snapshot, signal, field.key(), catalogue);
      }
      if (reason.isPresent()) {
        return reason.get();
      }
    }
    return new SearchCheck(0, 0, 0, "", "", "");
  }

  /** Whether the signal is neither of the two that are always counted. */
  private static boolean isUncounted(Signal signal) {
    return signal == Signal.METRICS || signal == Signal.PROFILES;
  }

  private static List<Search.Field> fields(Search search, List<Search.Field> found) {
    switch (search) {
      case Search.And and -> and.parts().forEach(part -> fields(part, found));
      case Search.Or or -> or.parts().forEach(part -> fields(part, found));
      case Search.Not not -> fields(not.part(), found);
      case Search.Field field -> found.add(field);
      case Search.FieldMatch field ->
          found.add(new Search.Field(field.key(), Search.Op.EXISTS, ""));
      case Search.InTrace trace -> fields(trace.set(), found);
      case Search.All _, Search.Word _, Search.WordMatch _, Search.Moment _ -> {}
    }
    return found;
  }

  private static void fields(SpanSet set, List<Search.Field> found) {
    switch (set) {
      case SpanSet.Filter filter -> fields(filter.search(), found);
      case SpanSet.Related related -> {
        fields(related.left(), found);
        fields(related.right(), found);
      }
      case SpanSet.Both both -> {
        fields(both.left(), found);
        fields(both.right(), found);
      }
      case SpanSet.Either either -> {
        fields(either.left(), found);
        fields(either.right(), found);
      }
      case SpanSet.Kept kept -> fields(kept.set(), found);
    }
  }

  private static Optional<SearchCheck> value(Search.Field field) {
    List<String> values = SearchFields.values(field.key());
    boolean plain = field.op() == Search.Op.EQ && field.value().chars().noneMatch(c -> c == '*');
    if (values.isEmpty()
        || !plain
        || values.stream().anyMatch(field.value()::equalsIgnoreCase)
        || field.value().chars().allMatch(Character::isDigit)) {
      return Optional.empty();
    }
    return Optional.of(
        new SearchCheck(
            0,
            0,
            0,
            SearchFields.canonical(field.key()) + " is one of " + String.join(", ", values),
            field.value(),
            Near.of(field.value(), values).orElse("")));
  }

  private static Optional<SearchCheck> key(
      TelemetrySnapshot snapshot, Signal signal, String key, KeyCatalogue catalogue)
      throws StoreException {
    Search held = new Search.Field(key, Search.Op.EXISTS, "");
    if (snapshot.countSpans(held, TimeRange.ALL) > 0
        || snapshot.logs().count(held, TimeRange.ALL) > 0
        || (isUncounted(signal) && snapshot.records(signal).count(held, TimeRange.ALL) > 0)) {
      return Optional.empty();
    }
    List<String> known = new ArrayList<>(SearchFields.of(signal).keySet());
    known.addAll(catalogue.keys().keySet());
    String meant = SearchFields.meant(key);
    return Optional.of(
        new SearchCheck(
            0,
            0,
            0,
            "nothing that is held has '" + key + "'",
            key,
            meant.isEmpty() ? Near.of(key, known).orElse("") : meant));
  }
}
