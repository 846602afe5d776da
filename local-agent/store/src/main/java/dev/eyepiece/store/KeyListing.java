package dev.eyepiece.store;

import dev.eyepiece.telemetry.Utf8;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Counts records by the attribute keys that they carry: how many are of a shape says it. */
final class KeyListing {
  private final Relation relation;
  private final Map<String, Long> counts = new HashMap<>();

  KeyListing(Relation relation) {
    this.relation = relation;
  }

  List<FacetValue> most(int limit) throws StoreException {
    for (Source source : relation.sources()) {
      count(source);
    }
    return counts.entrySet().stream()
        .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
        .sorted(FacetValue.MOST_FIRST)
        .limit(limit)
        .toList();
  }

  private void count(Source source) throws StoreException {
    List<Shape> shapes = source.dictionary().shapes();
    relation.query(
        "SELECT shape, count(*) FROM " + relation.from(source) + " AND shape > 0 GROUP BY shape",
        row -> {
          for (Utf8 key : new HashSet<>(shapes.get(row.getInt(1) - 1).keys())) {
            counts.merge(key.toString(), row.getLong(2), Long::sum);
          }
        });
    if (source.hasFreeRows()) {
      relation.query(
          "SELECT k, count(*) FROM (SELECT unnest(list_distinct(list_transform(string_split(rest,"
              + " chr(31)), lambda v: split_part(v, chr(30), 1)))) AS k FROM "
              + relation.from(source)
              + " AND shape = 0 AND rest IS NOT NULL) GROUP BY k",
          row -> counts.merge(row.getString(1), row.getLong(2), Long::sum));
    }
  }
}
