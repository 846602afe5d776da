package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.RecordAnswers;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Answers about the records of any signal. */
class ClickHouseRecords implements RecordAnswers {
  /**
   * Keys are counted over so many records of a table at most: nobody waits for all of a cluster.
   */
  static final long KEYS_OVER = 2_000_000;

  final Relation relation;

  ClickHouseRecords(Relation relation) {
    this.relation = relation;
  }

  @Override
  public final long count(Search search, TimeRange range) throws StoreException {
    if (relation.isEmpty()) {
      return 0;
    }
    long[] count = {0};
    relation
        .asker()
        .query(
            "SELECT toInt64(count()) FROM " + relation.matching(List.of("service"), search, range),
            row -> count[0] = row.number(1));
    return count[0];
  }

  @Override
  public final List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
      throws StoreException {
    if (relation.isEmpty()) {
      return List.of();
    }
    return values(
        "SELECT v, toInt64(count()) AS n FROM "
            + relation.values(field, search, range)
            + " WHERE v IS NOT NULL GROUP BY v ORDER BY n DESC, v LIMIT "
            + limit);
  }

  @Override
  public final List<FacetValue> attributeKeys(int limit) throws StoreException {
    if (relation.isEmpty()) {
      return List.of();
    }
    String keys =
        relation.sources().stream()
            .map(source ->
                "SELECT arrayDistinct(arrayConcat("
                    + source.attributes().stream()
                        .map(map -> "CAST(mapKeys(" + map + "), 'Array(String)')")
                        .collect(Collectors.joining(", "))
                    + ")) AS ks FROM (SELECT * FROM "
                    + Sql.name(source.table().name())
                    + " LIMIT "
                    + KEYS_OVER
                    + ")")
            .collect(Collectors.joining(" UNION ALL ", "(", ")"));
    return values(
        "SELECT arrayJoin(ks) AS v, toInt64(count()) AS n FROM "
            + keys
            + " GROUP BY v ORDER BY n DESC, v LIMIT "
            + limit);
  }

  private List<FacetValue> values(String sql) throws StoreException {
    List<FacetValue> values = new ArrayList<>();
    relation.asker().query(sql, row -> values.add(new FacetValue(row.text(1), row.number(2))));
    return values;
  }
}
