package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.RecordBatch;
import java.util.ArrayList;
import java.util.List;

/** Writes batches, and up to which one they were written; see {@link ClickHouseStore}. */
final class Seals {
  private static final long MOST_ROWS = 20_000;
  private static final long MOST_BYTES = 16L << 20;

  private final Server server;
  private final Writer writer;

  /** The batches of a seal that failed, which go again as they are. */
  private List<RecordBatch> unfinished = List.of();

  private volatile long upTo;

  private Seals(Server server, Schema schema, long upTo) {
    this.server = server;
    this.writer = new Writer(server, schema);
    this.upTo = upTo;
  }

  /** Of a store that is only read. */
  static Seals none(Server server, Schema schema) {
    return new Seals(server, schema, RecordBatch.NO_ID);
  }

  static Seals open(Server server, Schema schema) throws StoreException {
    String name = server.config().writer();
    if (name.isEmpty()) {
      throw new StoreException("a store that is written to needs to know who writes");
    }
    if (schema.hasJson()) {
      throw new StoreException(
          "attributes are of type JSON here, which is only read; expected Map to write to");
    }
    List<String> statements =
        new Ddl(server.config().database(), server.config().tables(), server.config().cluster())
            .statements();
    server.execute(statements.getLast());
    long[] upTo = {RecordBatch.NO_ID};
    server.query(
        "SELECT toInt64(count()), max(SealedUpTo) FROM "
            + Sql.name(Ddl.SEALS)
            + " WHERE Writer = "
            + Sql.literal(name),
        "eyepiece-seals",
        row -> upTo[0] = row.number(1) == 0 ? RecordBatch.NO_ID : row.number(2));
    return new Seals(server, schema, upTo[0]);
  }

  long upTo() {
    return upTo;
  }

  synchronized void seal(List<? extends RecordBatch> batches) throws StoreException {
    List<RecordBatch> rest = new ArrayList<>();
    for (RecordBatch batch : batches) {
      if (batch.id() > upTo) {
        rest.add(batch);
      }
    }
    int again = unfinished.size();
    if (again > 0 && again <= rest.size() && sameIds(unfinished, rest)) {
      write(List.copyOf(rest.subList(0, again)));
      rest = rest.subList(again, rest.size());
    }
    int from = 0;
    while (from < rest.size()) {
      int to = end(rest, from);
      write(List.copyOf(rest.subList(from, to)));
      from = to;
    }
  }

  /** How far an insert goes: rows are put together in memory, so that they are not too many. */
  private static int end(List<RecordBatch> batches, int from) {
    long rows = 0;
    long bytes = 0;
    int at = from;
    while (at < batches.size() && rows < MOST_ROWS && bytes < MOST_BYTES) {
      rows += batches.get(at).size();
      bytes += batches.get(at).length();
      at++;
    }
    return at;
  }

  private static boolean sameIds(List<RecordBatch> some, List<RecordBatch> all) {
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i).id() != all.get(i).id()) {
        return false;
      }
    }
    return true;
  }

  private void write(List<RecordBatch> batches) throws StoreException {
    if (batches.isEmpty()) {
      return;
    }
    unfinished = batches;
    long last = batches.getLast().id();
    String token = server.config().writer() + "/" + batches.getFirst().id() + "-" + last;
    writer.write(batches, token);
    RowBinary row = new RowBinary();
    row.text(server.config().writer());
    row.int64(last);
    server.insert(Ddl.SEALS, List.of("Writer", "SealedUpTo"), row, token);
    upTo = last;
    unfinished = List.of();
  }
}
