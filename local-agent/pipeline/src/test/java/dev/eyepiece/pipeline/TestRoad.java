package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.store.Direction;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A road on a real store and real files, with its clocks and its disk in the test's hands. */
final class TestRoad implements AutoCloseable {
  /** Seals nothing by itself before a test is over. */
  static final Duration NEVER = Duration.ofDays(1);

  private static final Backoff QUICK =
      new Backoff(
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          () -> ThreadLocalRandom.current().nextLong());

  final RequestDecoder decoder = new RequestDecoder(new SymbolTable());
  final FaultyFiles files;
  final AtomicLong freeBytes = new AtomicLong(Long.MAX_VALUE);

  /** What is added to the wall clock, and to the monotonic one, in nanoseconds. */
  final AtomicLong wallSkew = new AtomicLong();

  final AtomicLong monotonicSkew = new AtomicLong();

  /** Where the monotonic clock stands still; 0 while it runs. */
  private final AtomicLong frozenAt = new AtomicLong();

  final GatedStore store;
  final Pipeline pipeline;
  private final Path folder;
  private boolean closed;

  TestRoad(PipelineConfig config) throws IOException, StoreException {
    this(config, Duration.ZERO);
  }

  /**
   * @param later how much later than now this road is opened
   */
  TestRoad(PipelineConfig config, Duration later) throws IOException, StoreException {
    this(config, later, new GatedStore(config.folder().resolve("store")));
  }

  TestRoad(PipelineConfig config, Duration later, GatedStore store)
      throws IOException, StoreException {
    this(config, later, store, List.of(), new FaultyFiles());
  }

  /** A road on a disk of the test's. */
  TestRoad(PipelineConfig config, FaultyFiles files) throws IOException, StoreException {
    this(config, List.of(), files);
  }

  /** A road that forwards, with short waits between tries. */
  TestRoad(PipelineConfig config, List<ForwardEndpoint> endpoints)
      throws IOException, StoreException {
    this(config, endpoints, new FaultyFiles());
  }

  /** The same on a disk of the test's. */
  TestRoad(PipelineConfig config, List<ForwardEndpoint> endpoints, FaultyFiles files)
      throws IOException, StoreException {
    this(config, Duration.ZERO, new GatedStore(config.folder().resolve("store")), endpoints, files);
  }

  private TestRoad(
      PipelineConfig config,
      Duration later,
      GatedStore store,
      List<ForwardEndpoint> endpoints,
      FaultyFiles files)
      throws IOException, StoreException {
    this.files = files;
    folder = config.folder();
    this.store = store;
    wallSkew.set(later.toNanos());
    pipeline =
        Pipeline.open(
            config,
            store,
            decoder,
            () -> Instant.now().plusNanos(wallSkew.get()),
            endpoints,
            (done, total) -> {},
            new Machine(files, this::nanoTime, freeBytes::get),
            QUICK);
  }

  private long nanoTime() {
    long frozen = frozenAt.get();
    return frozen == 0 ? System.nanoTime() + monotonicSkew.get() : frozen;
  }

  /** Lets time pass again. */
  void thaw() {
    frozenAt.set(0);
  }

  /** Lets no time pass any more by the monotonic clock, however slow the machine is. */
  void freeze() {
    frozenAt.set(nanoTime());
  }

  /** A road that seals only when it is closed or told to. */
  static PipelineConfig lazy(Path folder) {
    return PipelineConfig.of(folder).withSealing(1_000_000, NEVER);
  }

  RecordBatch batch(long number, int spans) {
    return TestRequests.batch(decoder, TestRequests.request(number, spans));
  }

  CompletableFuture<SinkReply> send(RecordBatch batch) {
    CompletableFuture<SinkReply> reply = new CompletableFuture<>();
    pipeline.take(
        batch,
        answer -> {
          if (!reply.complete(answer)) {
            throw new AssertionError("a second reply: " + answer);
          }
        });
    return reply;
  }

  SinkReply reply(RecordBatch batch) throws Exception {
    return send(batch).get(30, TimeUnit.SECONDS);
  }

  /** Sends a request of any signal and lets the sender have its answer. */
  void sendAnswered(Signal signal, long number, int records) throws Exception {
    byte[] request = SignalRequests.request(signal, number, records);
    taken(() -> SignalRequests.batch(decoder, signal, request)).answered().run();
  }

  /** Sends until it is taken, as senders do where the road is full for now. */
  private SinkReply.Taken taken(Supplier<RecordBatch> request) throws Exception {
    long start = System.nanoTime();
    while (true) {
      SinkReply reply = reply(request.get());
      if (reply instanceof SinkReply.Taken taken) {
        return taken;
      }
      boolean again =
          reply instanceof SinkReply.Busy
              && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60);
      if (!again) {
        throw new AssertionError("not taken: " + reply);
      }
      Thread.sleep(5);
    }
  }

  /** Sends and lets the sender have its answer. */
  SinkReply.Taken sendAnswered(long number, int spans) throws Exception {
    SinkReply.Taken taken = sendUnanswered(number, spans);
    taken.answered().run();
    return taken;
  }

  /** The same of a request that others forwarded. */
  void sendForwarded(long number, Hops hops) throws Exception {
    CompletableFuture<SinkReply> reply = new CompletableFuture<>();
    pipeline.take(batch(number, 1), List.of(), hops, reply::complete);
    if (!(reply.get(30, TimeUnit.SECONDS) instanceof SinkReply.Taken taken)) {
      throw new AssertionError("not taken");
    }
    taken.answered().run();
  }

  /** Sends, is acknowledged, and the peer is gone before it hears of it. */
  SinkReply.Taken sendUnanswered(long number, int spans) throws Exception {
    return taken(() -> batch(number, spans));
  }

  long count() throws StoreException {
    try (TelemetrySnapshot snapshot = pipeline.snapshot()) {
      return snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL);
    }
  }

  /** Spans found by name, which tells their request. */
  Map<String, Integer> found() throws StoreException {
    Map<String, Integer> found = new TreeMap<>();
    try (TelemetrySnapshot snapshot = pipeline.snapshot()) {
      snapshot.spans(
          Search.All.INSTANCE,
          TimeRange.ALL,
          0,
          span -> found.merge(span.span().name().toString(), 1, Integer::sum));
    }
    return found;
  }

  /** Records of any signal found by what carries the number of their request. */
  Map<String, Integer> foundOfAllSignals() throws StoreException {
    Map<String, Integer> found = found();
    try (TelemetrySnapshot snapshot = pipeline.snapshot()) {
      snapshot
          .logs()
          .logs(
              Search.All.INSTANCE,
              TimeRange.ALL,
              Direction.OLDEST_FIRST,
              0,
              log -> {
                if (log.log().body() instanceof AnyValue.Text text) {
                  found.merge(text.value().toString(), 1, Integer::sum);
                }
              });
      snapshot
          .metrics()
          .points(
              Search.All.INSTANCE,
              TimeRange.ALL,
              Direction.OLDEST_FIRST,
              0,
              point -> found.merge(point.metric().name().toString(), 1, Integer::sum));
      snapshot
          .profiles()
          .samples(
              Search.All.INSTANCE,
              TimeRange.ALL,
              Direction.OLDEST_FIRST,
              0,
              sample -> found.merge(sample.type().toString(), 1, Integer::sum));
    }
    return found;
  }

  RoadStats stats() {
    return pipeline.stats();
  }

  /** But for what keeps the last number. */
  List<String> journalFiles() throws IOException {
    Path journal = folder.resolve("journal");
    if (!Files.isDirectory(journal)) {
      return List.of();
    }
    try (Stream<Path> listed = Files.list(journal)) {
      return listed
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("last"))
          .sorted()
          .toList();
    }
  }

  /** Ends with everything that is not sealed left in the journal, as a crash would. */
  void crash() throws IOException, StoreException {
    store.refuse = true;
    closed = true;
    long newest = 0;
    for (Signal signal : Signal.values()) {
      // By their ids: a profile may have no sample that is counted.
      for (RecordBatch batch : pipeline.recent(signal, Long.MAX_VALUE)) {
        newest = Math.max(newest, batch.id());
      }
    }
    try {
      pipeline.close();
      // A seal that was under way may have had the rest.
      if (newest > store.sealedUpTo()) {
        throw new AssertionError("closed as if all were sealed");
      }
    } catch (StoreException e) {
      if (newest <= store.sealedUpTo()) {
        throw e;
      }
    } finally {
      store.close();
    }
  }

  @Override
  public void close() throws IOException, StoreException {
    end();
  }

  /** Ends as it should; its files and figures can still be looked at. */
  void end() throws IOException, StoreException {
    if (!closed) {
      closed = true;
      pipeline.close();
      store.close();
    }
  }
}
