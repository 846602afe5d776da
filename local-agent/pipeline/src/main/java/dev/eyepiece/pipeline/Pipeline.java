package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.SpanBatch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The road: every batch is journaled, put into the ring and, in time, sealed into the store;
 * queries see ring and store as one. One thread takes, one seals, one forces the journal to disk.
 *
 * <p>Acknowledged means what {@link Durability} says. A full road tells its senders to come later;
 * it never drops.
 */
public final class Pipeline implements TelemetrySink, Telemetry, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Pipeline.class.getName());
  private static final Duration COME_AGAIN = Duration.ofSeconds(1);
  private static final int MOST_AT_ONCE = 512;
  private static final long FORCE_MILLIS = 200;

  /** Of the ring, what may wait for its seal: above it senders are told to come later. */
  private static final double UNSEALED_SHARE = 0.75;

  private record Intake(SpanBatch batch, Consumer<SinkReply> reply) {}

  private final PipelineConfig config;
  private final TelemetryStore store;
  private final InstantSource clock;
  private final @Nullable Journal journal;
  private final Ring ring;
  private final Sealer sealer;
  private final Unanswered unanswered = new Unanswered();
  private final Subscribers subscribers = new Subscribers();
  private final BlockingQueue<Intake> queue = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Long> answers = new ConcurrentLinkedQueue<>();
  private final AtomicLong queueBytes = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong generation = new AtomicLong();
  private final Rate spanRate = new Rate();
  private final Rate byteRate = new Rate();
  private final Thread road;
  private final Thread forcer;

  private volatile boolean closing;
  private volatile String journalTrouble = "";
  private final LongAdder requests = new LongAdder();
  private final LongAdder spans = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder replacedText = new LongAdder();
  private volatile long replayedSpans;
  private volatile long lastReceived;
  private long nextId;

  private Pipeline(
      PipelineConfig config, TelemetryStore store, InstantSource clock, JournalFile.Opener opener)
      throws IOException {
    this.config = config;
    this.store = store;
    this.clock = clock;
    this.ring = new Ring(config.ringCapBytes(), store.sealedUpTo());
    this.nextId = store.sealedUpTo() + 1;
    this.journal =
        config.durability() == Durability.NONE
            ? null
            : new Journal(config.folder().resolve("journal"), config.segmentBytes(), opener);
    this.sealer = new Sealer(config, store, ring, this::sealed, this::nowNanos);
    this.road = new Thread(this::drive, "eyepiece-road");
    this.forcer = new Thread(this::forceOften, "eyepiece-journal");
  }

  /**
   * Opens the road of a data folder and replays what its journal holds beyond the store.
   *
   * @param store closed by its owner, after the road
   */
  public static Pipeline open(
      PipelineConfig config, TelemetryStore store, RequestDecoder decoder, InstantSource clock)
      throws IOException, StoreException {
    return open(config, store, decoder, clock, JournalFile::create);
  }

  static Pipeline open(
      PipelineConfig config,
      TelemetryStore store,
      RequestDecoder decoder,
      InstantSource clock,
      JournalFile.Opener opener)
      throws IOException, StoreException {
    Pipeline pipeline = new Pipeline(config, store, clock, opener);
    if (pipeline.journal != null) {
      pipeline.replayedSpans =
          new Replayer(decoder, store, pipeline.ring, pipeline.unanswered, config)
              .replay(pipeline.journal, pipeline.nowNanos());
    }
    pipeline.road.start();
    pipeline.forcer.start();
    pipeline.sealer.start();
    return pipeline;
  }

  private long nowNanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public void take(SpanBatch batch, Consumer<SinkReply> reply) {
    String trouble = trouble();
    if (closing || !sealer.diskTrouble().isEmpty()) {
      reply.accept(new SinkReply.Unavailable(COME_AGAIN, closing ? "shutting down" : trouble));
      return;
    }
    long bytes = batch.retainedBytes();
    if (ring.unsealedBytes() > config.ringCapBytes() * UNSEALED_SHARE
        || queueBytes.addAndGet(bytes) > config.queueCapBytes() + bytes) {
      if (ring.unsealedBytes() <= config.ringCapBytes() * UNSEALED_SHARE) {
        queueBytes.addAndGet(-bytes);
      }
      refused.incrementAndGet();
      reply.accept(
          new SinkReply.Busy(
              COME_AGAIN, trouble.isEmpty() ? "the road is full, come again" : trouble));
      return;
    }
    queue.add(new Intake(batch, reply));
  }

  private void drive() {
    List<Intake> taken = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        Intake first = queue.poll(answers.isEmpty() ? 50 : 5, TimeUnit.MILLISECONDS);
        if (first != null) {
          taken.add(first);
          queue.drainTo(taken, MOST_AT_ONCE);
          // A sender that has its answer may send equal bytes at once, and means it.
          noteAnswers();
          process(taken);
        }
        noteAnswers();
        subscribers.tell(System.nanoTime());
      } catch (InterruptedException e) {
        // Nobody interrupts the road; close() ends it by its flag.
        LOG.log(System.Logger.Level.DEBUG, "the road was interrupted", e);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "the road met a defect", e);
        taken.forEach(
            intake -> intake.reply.accept(new SinkReply.Unavailable(COME_AGAIN, "a defect")));
      } finally {
        taken.forEach(intake -> queueBytes.addAndGet(-intake.batch.retainedBytes()));
        taken.clear();
      }
    }
  }

  private void process(List<Intake> taken) {
    long now = nowNanos();
    List<Intake> fresh = new ArrayList<>(taken.size());
    List<Journal.Append> appends = new ArrayList<>(taken.size());
    for (Intake intake : taken) {
      Fingerprint fingerprint = Fingerprint.of(intake.batch.bytes(), intake.batch.length());
      if (unanswered.contains(fingerprint, now)) {
        repeated.increment();
        intake.reply.accept(new SinkReply.Taken(() -> {}));
      } else {
        fresh.add(intake);
        appends.add(new Journal.Append(intake.batch, fingerprint));
      }
    }
    long[] ids;
    try {
      ids = journal(appends, now);
      journalTrouble = "";
    } catch (IOException e) {
      journalTrouble = "the journal cannot be written: " + e.getMessage();
      fresh.forEach(
          intake -> intake.reply.accept(new SinkReply.Unavailable(COME_AGAIN, journalTrouble)));
      return;
    }
    for (int i = 0; i < ids.length; i++) {
      enter(fresh.get(i), appends.get(i).fingerprint(), ids[i], now);
    }
    sealer.wake();
  }

  private long[] journal(List<Journal.Append> appends, long now) throws IOException {
    if (journal == null) {
      long[] ids = new long[appends.size()];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = nextId++;
      }
      return ids;
    }
    long[] ids = journal.append(appends, now);
    if (config.durability() == Durability.STRICT) {
      journal.force();
    }
    return ids;
  }

  private void enter(Intake intake, Fingerprint fingerprint, long id, long now) {
    SpanBatch batch = intake.batch.withId(id, now);
    ring.append(batch);
    requests.increment();
    spans.add(batch.size());
    replacedText.add(batch.replacedText());
    lastReceived = now;
    spanRate.add(batch.size(), now);
    byteRate.add(batch.length(), now);
    generation.incrementAndGet();
    subscribers.changed();
    if (journal == null) {
      intake.reply.accept(new SinkReply.Taken(() -> {}));
      return;
    }
    unanswered.add(id, fingerprint, now);
    intake.reply.accept(new SinkReply.Taken(() -> answers.add(id)));
  }

  private void noteAnswers() {
    if (answers.isEmpty() || journal == null) {
      return;
    }
    List<Long> ids = new ArrayList<>();
    Long id = answers.poll();
    while (id != null) {
      unanswered.answered(id);
      ids.add(id);
      id = answers.poll();
    }
    try {
      journal.appendAnswered(ids, nowNanos());
    } catch (IOException e) {
      // After a crash these would pass for unanswered, which only matters to a sender that repeats
      // itself.
      journalTrouble = "the journal cannot be written: " + e.getMessage();
    }
  }

  private void forceOften() {
    while (!closing) {
      try {
        TimeUnit.MILLISECONDS.sleep(FORCE_MILLIS);
        if (journal != null) {
          journal.force();
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        journalTrouble = "the journal cannot be forced to disk: " + e.getMessage();
      }
    }
  }

  /** Called by the sealer after a seal. */
  private void sealed(long upTo) {
    generation.incrementAndGet();
    subscribers.changed();
    if (journal != null) {
      try {
        journal.release(upTo, nowNanos() - Unanswered.KEEP_NANOS);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "a sealed journal segment was not deleted", e);
      }
    }
  }

  @Override
  public TelemetrySnapshot snapshot() throws StoreException {
    return store.snapshot(ring.unsealed(Long.MAX_VALUE));
  }

  private String trouble() {
    return !journalTrouble.isEmpty()
        ? journalTrouble
        : !sealer.diskTrouble().isEmpty() ? sealer.diskTrouble() : sealer.sealTrouble();
  }

  @Override
  public RoadStats stats() {
    long now = nowNanos();
    return new RoadStats(
        generation.get(),
        requests.sum(),
        spans.sum(),
        0,
        refused.get(),
        repeated.sum(),
        replacedText.sum(),
        replayedSpans,
        spanRate.get(now),
        byteRate.get(now),
        lastReceived,
        ring.spans(),
        ring.bytes(),
        config.ringCapBytes(),
        ring.unsealedSpans(),
        queueBytes.get(),
        config.queueCapBytes(),
        journal == null ? 0 : journal.bytesOnDisk(),
        config.durability(),
        trouble(),
        store.stats());
  }

  @Override
  public Subscription subscribe(Runnable listener) {
    return subscribers.add(listener);
  }

  /** Takes nothing more, seals what is left, and ends the journal. */
  @Override
  public void close() throws IOException, StoreException {
    closing = true;
    forcer.interrupt();
    join(road);
    join(forcer);
    try {
      sealer.finish();
    } finally {
      if (journal != null) {
        journal.close();
        journal.release(store.sealedUpTo(), nowNanos() - Unanswered.KEEP_NANOS);
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
