package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relation as two without a record in common: windows that are filled and lie in the asked range
 * whole, whose answers can be kept, and all else. For one thread.
 *
 * @param states what tells the settled windows from others
 */
record Halves(Relation settled, Relation live, List<State> states) {

  /** A window as far as it was filled; its number never comes again while the store is open. */
  record State(int window, long lastId) {
    static State of(Source.Sealed source) {
      return new State(source.window().number(), source.seals().getLast().lastId());
    }
  }

  /** What was asked of the settled windows, whole. */
  record Asked(SignalTable table, String field, Search search, List<State> states) {}

  /**
   * The halves; null when nothing is settled, or when what matches in a window depends on others.
   */
  static @Nullable Halves of(Relation relation, Search search, TimeRange range) {
    List<Source.Sealed> windows = relation.windows();
    if (windows.size() < 2 || needsTraces(search)) {
      return null;
    }
    List<Source.Sealed> settled = new ArrayList<>();
    List<Source.Sealed> others = new ArrayList<>();
    List<State> states = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      Source.Sealed source = windows.get(i);
      if (i < windows.size() - 1 && source.liesIn(range)) {
        settled.add(source);
        states.add(State.of(source));
      } else {
        others.add(source);
      }
    }
    return settled.isEmpty()
        ? null
        : new Halves(
            relation.only(settled, List.of()),
            relation.only(others, relation.unsealed()),
            List.copyOf(states));
  }

  private static boolean needsTraces(Search search) {
    return switch (search) {
      case Search.And(List<Search> parts) -> parts.stream().anyMatch(Halves::needsTraces);
      case Search.Or(List<Search> parts) -> parts.stream().anyMatch(Halves::needsTraces);
      case Search.Not(Search part) -> needsTraces(part);
      case Search.InTrace _ -> true;
      case Search.All _,
          Search.Word _,
          Search.WordMatch _,
          Search.Field _,
          Search.FieldMatch _,
          Search.Moment _ ->
          false;
    };
  }

  /** A question about all records of the settled windows that match. */
  Asked asked(String field, Search search) {
    return new Asked(settled.table(), field, search, states);
  }
}
