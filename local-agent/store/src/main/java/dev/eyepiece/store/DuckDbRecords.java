package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.List;

/** Answers about the records of any signal by SQL. */
class DuckDbRecords implements RecordAnswers {
  final Relation relation;

  DuckDbRecords(Relation relation) {
    this.relation = relation;
  }

  /** What follows a FROM: the matching records of a range. */
  final String matching(Search search, TimeRange range, Asks asks) throws StoreException {
    String where = SearchSql.where(relation, search, range, asks);
    return relation.rows(asks, range) + " WHERE " + where;
  }

  @Override
  public long count(Search search, TimeRange range) throws StoreException {
    long[] count = {0};
    relation.query(
        "SELECT count(*) FROM " + matching(search, range, new Asks()),
        row -> count[0] = row.getLong(1));
    return count[0];
  }

  @Override
  public List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
      throws StoreException {
    Asks asks = new Asks();
    String value = SearchSql.expression(relation, field, asks);
    List<FacetValue> values = new ArrayList<>();
    relation.query(
        "SELECT "
            + value
            + " AS v, count(*) AS n FROM "
            + matching(search, range, asks)
            + " GROUP BY v ORDER BY n DESC, v LIMIT "
            + (limit + 1L),
        row -> {
          // Records without it are a group too: to leave them out in the scan costs twice as much.
          String text = row.getString(1);
          if (text != null && values.size() < limit) {
            values.add(new FacetValue(text, row.getLong(2)));
          }
        });
    return values;
  }

  @Override
  public List<FacetValue> attributeKeys(int limit) throws StoreException {
    return new KeyListing(relation).most(limit);
  }
}
