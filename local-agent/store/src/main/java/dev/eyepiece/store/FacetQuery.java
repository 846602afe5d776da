package dev.eyepiece.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent values of a field. Of fields with few values, what settled windows answered is
 * kept.
 */
final class FacetQuery {
  /** More values of a field, or of more characters, are not kept. */
  private static final int FEW = 1_000;

  private static final int FEW_CHARACTERS = 100_000;

  /** As DuckDB sorts texts. */
  private static final Comparator<FacetValue> MOST_FIRST =
      Comparator.comparingLong(FacetValue::spans)
          .reversed()
          .thenComparing(FacetQuery::utf8, Arrays::compareUnsigned);

  private final Relation relation;
  private final String field;
  private final Search search;
  private final TimeRange range;

  FacetQuery(Relation relation, String field, Search search, TimeRange range) {
    this.relation = relation;
    this.field = field;
    this.search = search;
    this.range = range;
  }

  private static byte[] utf8(FacetValue value) {
    return value.value().getBytes(StandardCharsets.UTF_8);
  }

  List<FacetValue> most(int limit) throws StoreException {
    Halves halves = Halves.of(relation, search, range);
    List<FacetValue> merged = halves == null ? null : merged(halves, limit);
    return merged == null ? whole(limit) : merged;
  }

  private List<FacetValue> whole(int limit) throws StoreException {
    List<FacetValue> values = new ArrayList<>();
    relation.query(
        counts(relation, range) + " ORDER BY n DESC, v LIMIT " + (limit + 1L),
        row -> {
          // Records without it are a group too: to leave them out in the scan costs twice as much.
          String text = row.getString(1);
          if (text != null && values.size() < limit) {
            values.add(new FacetValue(text, row.getLong(2)));
          }
        });
    return values;
  }

  private String counts(Relation of, TimeRange within) throws StoreException {
    Asks asks = new Asks();
    String value = SearchSql.expression(of, field, asks);
    return "SELECT "
        + value
        + " AS v, count(*) AS n FROM "
        + DuckDbRecords.matching(of, search, within, asks)
        + " GROUP BY v";
  }

  /** A field of a signal. */
  private record Named(SignalTable table, String field) {}

  /** Null when the field has many values. */
  private @Nullable List<FacetValue> merged(Halves halves, int limit) throws StoreException {
    SettledAnswers kept = relation.kept();
    Named named = new Named(relation.table(), field);
    if (kept.manyValued.known(named) != null) {
      return null;
    }
    Optional<Map<String, Long>> live = values(halves.live(), range);
    Optional<Map<String, Long>> settled =
        live.isEmpty()
            ? live
            : kept.facets.of(
                halves.asked(field, search), () -> values(halves.settled(), TimeRange.ALL));
    if (settled.isEmpty()) {
      kept.manyValued.keep(named, true);
      return null;
    }
    Map<String, Long> all = new HashMap<>(settled.get());
    live.orElseThrow().forEach((value, count) -> all.merge(value, count, Long::sum));
    return all.entrySet().stream()
        .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
        .sorted(MOST_FIRST)
        .limit(limit)
        .toList();
  }

  /** Each value with its count; empty when the field has many values. */
  private Optional<Map<String, Long>> values(Relation of, TimeRange within) throws StoreException {
    Map<String, Long> values = new HashMap<>();
    long[] characters = {0};
    of.query(
        counts(of, within) + " LIMIT " + (FEW + 2),
        row -> {
          String text = row.getString(1);
          if (text != null) {
            characters[0] += text.length();
            values.put(text, row.getLong(2));
          }
        });
    return values.size() > FEW || characters[0] > FEW_CHARACTERS
        ? Optional.empty()
        : Optional.of(Map.copyOf(values));
  }
}
