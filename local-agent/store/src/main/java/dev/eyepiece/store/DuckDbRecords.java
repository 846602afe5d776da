package dev.eyepiece.store;

import java.util.List;

/** Answers about the records of any signal by SQL. */
class DuckDbRecords implements RecordAnswers {
  final Relation relation;

  DuckDbRecords(Relation relation) {
    this.relation = relation;
  }

  /** What follows a FROM: the matching records of a range. */
  final String matching(Search search, TimeRange range, Asks asks) throws StoreException {
    return matching(relation, search, range, asks);
  }

  static String matching(Relation relation, Search search, TimeRange range, Asks asks)
      throws StoreException {
    String where = SearchSql.where(relation, search, range, asks);
    return relation.rows(asks, range) + " WHERE " + where;
  }

  @Override
  public long count(Search search, TimeRange range) throws StoreException {
    Halves halves = Halves.of(relation, search, range);
    if (halves == null) {
      return count(relation, search, range);
    }
    return count(halves.live(), search, range)
        + relation
            .kept()
            .counts
            .of(halves.asked("", search), () -> count(halves.settled(), search, TimeRange.ALL));
  }

  private static long count(Relation of, Search search, TimeRange range) throws StoreException {
    long[] count = {0};
    of.query(
        "SELECT count(*) FROM " + matching(of, search, range, new Asks()),
        row -> count[0] = row.getLong(1));
    return count[0];
  }

  @Override
  public List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
      throws StoreException {
    return new FacetQuery(relation, field, search, range).most(limit);
  }

  @Override
  public List<FacetValue> attributeKeys(int limit) throws StoreException {
    return new KeyListing(relation).most(limit);
  }
}
