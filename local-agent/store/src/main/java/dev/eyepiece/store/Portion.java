package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Some of the records of a relation, so that of much that is asked of all of them not all has to be
 * in memory at once.
 *
 * @param relation has them
 * @param batches a condition that follows others; empty where it has no others
 */
record Portion(Relation relation, String batches) {

  /**
   * Portions that together are the relation, with no record in common.
   *
   * @param records most of a portion, but for what one seal has or is not sealed yet
   */
  static List<Portion> of(Relation relation, long records) {
    List<Portion> portions = new ArrayList<>();
    List<Source.Sealed> some = new ArrayList<>();
    long count = 0;
    for (Source.Sealed window : relation.windows()) {
      long here = window.seals().stream().mapToLong(Seal::records).sum();
      if (here > records) {
        split(relation, window, records, portions);
        continue;
      }
      if (count + here > records) {
        portions.add(new Portion(relation.only(List.copyOf(some), List.of()), ""));
        some.clear();
        count = 0;
      }
      some.add(window);
      count += here;
    }
    if (!some.isEmpty() || !relation.unsealed().isEmpty()) {
      portions.add(new Portion(relation.only(some, relation.unsealed()), ""));
    }
    return portions;
  }

  private static void split(
      Relation relation, Source.Sealed window, long records, List<Portion> into) {
    Relation one = relation.only(List.of(window), List.of());
    List<Seal> seals = window.seals();
    int next = 0;
    while (next < seals.size()) {
      long first = seals.get(next).firstId();
      long count = seals.get(next).records();
      while (next + 1 < seals.size() && count + seals.get(next + 1).records() <= records) {
        count += seals.get(++next).records();
      }
      long last = seals.get(next++).lastId();
      into.add(new Portion(one, " AND batch_id BETWEEN " + first + " AND " + last));
    }
  }
}
