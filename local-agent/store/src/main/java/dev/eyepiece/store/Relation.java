package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All records of one signal of a snapshot as something to select from: the windows and the chunks
 * that are not sealed, of one transaction. For one thread.
 */
final class Relation {
  private final Session session;
  private final SignalTable table;
  private final List<Source.Sealed> windows;
  private final List<Source.Unsealed> unsealed;
  private final Relations all;

  /** The only trace of which records are selected; null for all. */
  private final @Nullable TraceId trace;

  private final SpanSetSql spanSets;

  Relation(
      Relations all,
      Session session,
      SignalTable table,
      List<Source.Sealed> windows,
      List<Source.Unsealed> unsealed) {
    this(all, session, table, windows, unsealed, null);
  }

  private Relation(
      Relations all,
      Session session,
      SignalTable table,
      List<Source.Sealed> windows,
      List<Source.Unsealed> unsealed,
      @Nullable TraceId trace) {
    this.all = all;
    this.session = session;
    this.table = table;
    this.windows = windows;
    this.unsealed = unsealed;
    this.trace = trace;
    this.spanSets = new SpanSetSql(this);
  }

  SignalTable table() {
    return table;
  }

  List<Source.Sealed> windows() {
    return windows;
  }

  List<Source.Unsealed> unsealed() {
    return unsealed;
  }

  /** The windows, then what is not sealed. */
  List<Source> sources() {
    List<Source> all = new ArrayList<>(windows);
    all.addAll(unsealed);
    return all;
  }

  /** What {@code w} of {@link #rows} stands for. */
  Source source(int w) {
    return w > 0 ? windows.get(w - 1) : unsealed.get(-1 - w);
  }

  /** The {@code w} of the rows of a source. */
  int number(Source source) {
    return switch (source) {
      case Source.Sealed sealed -> windows.indexOf(sealed) + 1;
      case Source.Unsealed fresh -> -1 - unsealed.indexOf(fresh);
    };
  }

  /** Some of it. */
  Relation only(List<Source.Sealed> someWindows, List<Source.Unsealed> someUnsealed) {
    return new Relation(all, session, table, someWindows, someUnsealed);
  }

  /** The records of one trace; how its spans stand in it needs no look at others. */
  Relation of(TraceId one) {
    return new Relation(all, session, table, windows, unsealed, one);
  }

  /** What the store keeps of answers. */
  SettledAnswers kept() {
    return all.kept();
  }

  SpanSetSql spanSets() {
    return trace == null ? all.spanSets() : spanSets;
  }

  boolean isOfOneTrace() {
    return trace != null;
  }

  /** Where it is decided how spans of this relation stand in their traces. */
  SpanSetSql ownSpanSets() {
    return spanSets;
  }

  Session session() {
    return session;
  }

  /**
   * SQL in parentheses that yields all records that may lie in a range, with what is asked, beside
   * the columns of {@link SignalTable#asked} the window {@code w}, counted from 1, and the row
   * {@code r} of its table; for what is not sealed, {@code w} counts from -1 down. To be used once
   * in one statement.
   */
  String rows(Asks asks, TimeRange range) throws StoreException {
    if (trace != null) {
      return ofTrace(trace, asks);
    }
    List<String> parts = new ArrayList<>();
    for (Source.Sealed source : windows) {
      if (source.meets(range)) {
        parts.add(select(source, asks, ""));
      }
    }
    for (Source.Unsealed source : unsealed) {
      parts.add(select(source, asks, ""));
    }
    return union(parts, asks);
  }

  /** The same of one trace, of what may hold it alone. */
  String ofTrace(TraceId trace, Asks asks) throws StoreException {
    String where =
        " AND trace_hi = "
            + SearchSql.number(trace.high())
            + " AND trace_lo = "
            + SearchSql.number(trace.low());
    List<String> parts = new ArrayList<>();
    for (Source.Sealed source : windows) {
      for (Seal seal : source.seals()) {
        if (seal.traces().mayHold(trace.high(), trace.low())) {
          String here = " AND batch_id BETWEEN " + seal.firstId() + " AND " + seal.lastId();
          parts.add(select(source, asks, where + here));
        }
      }
    }
    for (Source.Unsealed source : unsealed) {
      parts.add(select(source, asks, where));
    }
    return union(parts, asks);
  }

  /**
   * The same of some traces, of the seals that may hold one of them alone, and of other traces that
   * lie there too.
   */
  String ofTraces(List<TraceId> traces, Asks asks) throws StoreException {
    List<String> parts = new ArrayList<>();
    for (Source.Sealed source : windows) {
      List<Seal> seals = source.seals();
      for (int i = 0; i < seals.size(); i++) {
        if (seals.get(i).mayHoldAny(traces)) {
          int first = i;
          while (i + 1 < seals.size() && seals.get(i + 1).mayHoldAny(traces)) {
            i++;
          }
          parts.add(
              select(
                  source,
                  asks,
                  " AND batch_id BETWEEN "
                      + seals.get(first).firstId()
                      + " AND "
                      + seals.get(i).lastId()));
        }
      }
    }
    for (Source.Unsealed source : unsealed) {
      parts.add(select(source, asks, ""));
    }
    return union(parts, asks);
  }

  private String union(List<String> parts, Asks asks) {
    return parts.isEmpty() ? none(asks) : "(" + String.join(" UNION ALL ", parts) + ")";
  }

  /** SQL that yields no row of these columns. */
  private String none(Asks asks) {
    StringBuilder sql = new StringBuilder("(SELECT 0 AS w, 0::BIGINT AS r");
    for (SignalTable.Column column : table.asked()) {
      sql.append(", NULL::").append(column.type().sql()).append(" AS ").append(column.name());
    }
    for (Asks.Ask ask : asks.all()) {
      String type =
          switch (ask) {
            case Asks.Numeric _ -> "DOUBLE";
            case Asks.Equal _, Asks.ColumnEqual _, Asks.EventNamed _ -> "BOOLEAN";
            case Asks.Word _, Asks.WordMatch _, Asks.InStack _, Asks.FrameMatch _ -> "BOOLEAN";
            case Asks.Text _, Asks.ScopeName _, Asks.OfMetric _ -> "VARCHAR";
          };
      sql.append(", NULL::").append(type).append(" AS ").append(asks.name(ask));
    }
    return sql.append(" WHERE FALSE)").toString();
  }

  private String select(Source source, Asks asks, String condition) throws StoreException {
    StringBuilder sql =
        new StringBuilder("SELECT ")
            .append(number(source))
            .append(" AS w, ")
            .append(source instanceof Source.Sealed ? "rowid AS r" : "0::BIGINT AS r");
    table.asked().forEach(column -> sql.append(", ").append(column.name()));
    AskSql how = new AskSql(source);
    for (Asks.Ask ask : asks.all()) {
      sql.append(", ").append(how.of(ask)).append(" AS ").append(asks.name(ask));
    }
    return sql.append(" FROM ").append(from(source)).append(condition).toString();
  }

  /** A source's table, and a condition to which others can be added. */
  String from(Source source) {
    return switch (source) {
      case Source.Sealed sealed -> sealed.name() + " WHERE TRUE";
      case Source.Unsealed fresh ->
          session.register(fresh.chunks())
              + " WHERE batch_id > "
              + fresh.after()
              + " AND batch_id <= "
              + fresh.upTo();
    };
  }

  void query(String sql, Session.Rows rows) throws StoreException {
    session.query(sql, rows);
  }

  void columns(String sql, Session.Columns columns) throws StoreException {
    session.columns(sql, columns);
  }
}
