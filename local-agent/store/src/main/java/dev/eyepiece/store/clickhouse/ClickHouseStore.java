package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.StoreStats;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Telemetry in a ClickHouse, in the tables of the collector's exporter.
 *
 * <p>Seals are not one transaction, since ClickHouse has none over several tables: the rows of some
 * batches, 20,000 or 16 MiB at a time, are written table by table, then {@code eyepiece_seals} is
 * told up to which batch they go. Each insert carries a token made of this writer, the batches and
 * the table, by which a server that remembers tokens takes it once (replicated tables, and those
 * that this store makes, remember the last inserts). What failed is repeated with the same batches
 * under the same tokens, so that nothing comes twice while the process lives. After a crash in the
 * midst of it the batches may be cut otherwise, and what was written of them is written again: no
 * more than that comes twice, and nothing is lost.
 */
public final class ClickHouseStore implements TelemetryStore {
  private final Server server;
  private final Schema schema;
  private final boolean writes;
  private final Seals seals;
  private final TracePlaces places = new TracePlaces();
  private final boolean timeLimited;
  private volatile StoreStats stats;

  private ClickHouseStore(Server server, Schema schema, boolean timeLimited) throws StoreException {
    this.server = server;
    this.schema = schema;
    this.timeLimited = timeLimited;
    this.writes = server.config().access() != ClickHouseConfig.Access.READ;
    this.seals = writes ? Seals.open(server, schema) : Seals.none(server, schema);
    this.stats = Sizes.of(server, schema);
  }

  /** Signs in, makes tables where asked for, and looks what is there. */
  public static ClickHouseStore open(ClickHouseConfig config) throws StoreException {
    Server server = new Server(config);
    boolean opened = false;
    try {
      if (config.access() == ClickHouseConfig.Access.CREATE) {
        Ddl ddl = new Ddl(config.database(), config.tables(), config.cluster());
        server.execute(ddl.makeDatabase(), "default");
        for (String statement : ddl.statements()) {
          server.execute(statement);
        }
      }
      boolean timeLimited = Access.mayChangeSettings(server);
      server.takeSettings(timeLimited);
      Schema schema = Schema.detect(server, "eyepiece-schema");
      if (schema.isEmpty()) {
        throw new StoreException(
            "database "
                + config.database()
                + " has none of the tables "
                + String.join(", ", Schema.all(config.tables()))
                + "; expected those of the collector's exporter for ClickHouse");
      }
      ClickHouseStore store = new ClickHouseStore(server, schema, timeLimited);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        server.close();
      }
    }
  }

  @Override
  public Set<Signal> signals() {
    return schema.signals();
  }

  @Override
  public long sealedUpTo() {
    return seals.upTo();
  }

  @Override
  public void seal(List<? extends RecordBatch> batches) throws StoreException {
    if (!writes) {
      throw new StoreException("this store was opened to be read");
    }
    seals.seal(batches);
  }

  /** Batches that are not sealed are not seen: see {@link #limits}. */
  @Override
  public TelemetrySnapshot snapshot(List<? extends RecordBatch> unsealed) {
    return new ClickHouseSnapshot(server, schema, places);
  }

  @Override
  public StoreStats stats() {
    return stats;
  }

  @Override
  public void rest() {
    try {
      stats = Sizes.of(server, schema);
    } catch (StoreException e) {
      System.getLogger(ClickHouseStore.class.getName())
          .log(System.Logger.Level.DEBUG, "sizes are not to be had: " + e.getMessage());
    }
  }

  @Override
  public List<String> limits() {
    List<String> limits = new ArrayList<>();
    limits.add("Attribute values are texts here; what type they had is not kept.");
    limits.add("Whole numbers of metrics are kept as doubles, exact up to 2^53.");
    limits.add(
        "Counts of dropped attributes, events and links, flags of spans and links, and when a log"
            + " record was observed are not kept.");
    limits.add("A histogram without a sum, minimum or maximum has 0 for it.");
    limits.add("Records of the same time come in no order of arrival.");
    limits.add("Profiles cannot be exported as they came.");
    limits.add(
        "Attribute keys are counted over at most "
            + ClickHouseRecords.KEYS_OVER
            + " records of a table.");
    for (Signal signal : Signal.values()) {
      if (!schema.signals().contains(signal)) {
        limits.add(
            "There is no table of " + signal.name().toLowerCase(java.util.Locale.ROOT) + ".");
      }
    }
    if (schema.hasJson()) {
      limits.add("Attributes are of type JSON here, so that searches for them read all of them.");
    }
    if (!timeLimited) {
      limits.add("The server lets this user set no time limit; its own holds.");
    }
    if (writes) {
      limits.add("What came in is seen when it was written, some seconds later.");
      limits.add("After a crash of Eyepiece, the records of one write may be there twice.");
    }
    return List.copyOf(limits);
  }

  @Override
  public void close() {
    server.close();
  }
}
