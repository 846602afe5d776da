package dev.eyepiece.store;

import dev.eyepiece.store.marks.MarksSection;
import dev.eyepiece.store.marks.MarksView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which batches of a source a condition need not look at, by their marks. For one statement. */
final class Narrowing {
  private final Source source;

  /** Made when they are first asked for. */
  private @Nullable List<Stretch> stretches;

  /** Batches in a row, and what is known of them. */
  private record Stretch(long firstId, long lastId, @Nullable MarksView view) {
    boolean may(Predicate<MarksView> matches) {
      return view == null || matches.test(view);
    }
  }

  Narrowing(Source source) {
    this.source = source;
  }

  private List<Stretch> stretches() {
    List<Stretch> known = stretches;
    if (known == null) {
      known =
          source instanceof Source.Sealed sealed && !sealed.marks().isEmpty()
              ? stretches(sealed.seals(), sealed.marks())
              : List.of();
      stretches = known;
    }
    return known;
  }

  private static List<Stretch> stretches(List<Seal> seals, List<MarksSection> marks) {
    List<Stretch> stretches = new ArrayList<>();
    int next = 0;
    for (Seal seal : seals) {
      while (next < marks.size() && marks.get(next).lastId() < seal.firstId()) {
        next++;
      }
      MarksSection section = next < marks.size() ? marks.get(next) : null;
      if (section == null
          || section.firstId() > seal.firstId()
          || section.lastId() < seal.lastId()) {
        stretches.add(new Stretch(seal.firstId(), seal.lastId(), null));
      } else if (stretches.isEmpty() || stretches.getLast().lastId() < section.lastId()) {
        stretches.add(new Stretch(section.firstId(), section.lastId(), section.view()));
      }
    }
    return stretches;
  }

  /** Whether some batch may match, or nothing is known. */
  boolean may(Predicate<MarksView> matches) {
    List<Stretch> all = stretches();
    return all.isEmpty() || all.stream().anyMatch(stretch -> stretch.may(matches));
  }

  /**
   * A condition that is true of the same records, and that reads those batches alone that may
   * match.
   */
  String of(String condition, Predicate<MarksView> matches) {
    List<Stretch> all = stretches();
    List<Stretch> left = all.stream().filter(one -> one.may(matches)).toList();
    if (left.size() == all.size()) {
      return condition;
    }
    if (left.isEmpty()) {
      return "FALSE";
    }
    return "(batch_id BETWEEN "
        + left.getFirst().firstId()
        + " AND "
        + left.getLast().lastId()
        + " AND "
        + condition
        + ")";
  }
}
