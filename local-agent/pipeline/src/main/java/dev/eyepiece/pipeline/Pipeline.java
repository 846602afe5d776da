package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.otlp.ReplyTo;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.StandStill;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The road: every batch is journaled, put into the ring and, in time, sealed into the store;
 * queries see ring and store as one. One thread takes, one seals, one forces the journal to disk,
 * one tells listeners.
 *
 * <p>Acknowledged means what {@link Durability} says. A full road tells its senders to come later;
 * it never drops.
 */
public final class Pipeline implements TelemetrySink, Telemetry, AutoCloseable {
  /** Of the ring, what may wait for its seal: above it senders are told to come later. */
  private static final double UNSEALED_SHARE = 0.75;

  /** Before a request that was not taken is forwarded again, at first and at most. */
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final PipelineConfig config;
  private final TelemetryStore store;
  private final InstantSource clock;
  private final String agentId;
  private final Troubles troubles = new Troubles();
  private final Counters counters = new Counters();
  private final Subscribers subscribers = new Subscribers();
  private final Ring ring;
  private final IntakeQueue queue;
  private final Journal journal;
  private final RoadRules rules;
  private final Forwards forwards;
  private final Sealer sealer;
  private final DiskKeeper keeper;
  private final Road road;
  private final Thread roadThread;

  private Pipeline(
      PipelineConfig config,
      TelemetryStore store,
      RequestDecoder decoder,
      InstantSource clock,
      List<ForwardEndpoint> endpoints,
      ReplayProgress progress,
      Machine machine,
      ForwardLane.Setup lanes)
      throws IOException {
    this.config = config;
    this.store = store;
    this.clock = clock;
    agentId = lanes.agentId();
    ring = new Ring(config.ringCapBytes());
    queue = new IntakeQueue(config.queueCapBytes());
    long sealedUpTo = store.sealedUpTo();
    Path folder = config.folder().resolve("journal");
    journal = new Journal(folder, config.segmentBytes(), machine.files(), sealedUpTo);
    RuleArchive archive = new RuleArchive(folder);
    RuleCompiler compiler = new RuleCompiler(decoder);
    rules = new RoadRules(compiler, archive, config.durability() != Durability.NONE);
    forwards = new Forwards(config.folder(), lanes);
    forward(endpoints, RecordBatch.NO_ID);
    Replayer replayer =
        new Replayer(
            decoder,
            new PastRules(compiler, archive),
            store,
            ring,
            forwards,
            config.ringCapBytes() / 2,
            config.ringCapBytes() + config.queueCapBytes(),
            unixNanos(),
            machine.nanoTime().getAsLong());
    journal.replay(replayer, progress);
    Unanswered unanswered = new Unanswered();
    replayer.recover(unanswered);
    troubles.replay = replayer.trouble();
    rules.released(Set.of(), journal.ruleSets());
    for (Signal signal : Signal.values()) {
      counters.signals.get(signal).replayed = replayer.records(signal);
    }
    sealer = new Sealer(config, store, ring, troubles, this::sealed, machine.nanoTime());
    long lastId = Math.max(store.sealedUpTo(), replayer.lastId());
    forwards.begin(lastId);
    StandStill still = new StandStill(machine.nanoTime(), this::unixNanos);
    road =
        new Road(
            config,
            queue,
            rules,
            journal,
            ring,
            forwards,
            unanswered,
            still,
            counters,
            troubles,
            this::unixNanos,
            machine.nanoTime(),
            store.sealedUpTo(),
            lastId,
            this::entered);
    keeper = new DiskKeeper(config, journal, road::has, still, troubles, machine);
    roadThread = new Thread(road, "eyepiece-road");
    roadThread.setDaemon(true);
  }

  /**
   * Opens the road of a data folder and replays what its journal holds beyond the store.
   *
   * @param store closed by its owner, after the road
   * @param clock dates what arrives
   */
  public static Pipeline open(
      PipelineConfig config, TelemetryStore store, RequestDecoder decoder, InstantSource clock)
      throws IOException, StoreException {
    return open(config, store, decoder, clock, List.of(), (done, total) -> {});
  }

  /**
   * As above, telling how far the replay is.
   *
   * @param endpoints those that get what comes here too, also what a crash kept them from getting
   */
  public static Pipeline open(
      PipelineConfig config,
      TelemetryStore store,
      RequestDecoder decoder,
      InstantSource clock,
      List<ForwardEndpoint> endpoints,
      ReplayProgress progress)
      throws IOException, StoreException {
    Machine machine = Machine.real(config.folder());
    Backoff backoff =
        new Backoff(FIRST_WAIT, LONGEST_WAIT, () -> ThreadLocalRandom.current().nextLong());
    return open(config, store, decoder, clock, endpoints, progress, machine, backoff);
  }

  static Pipeline open(
      PipelineConfig config,
      TelemetryStore store,
      RequestDecoder decoder,
      InstantSource clock,
      List<ForwardEndpoint> endpoints,
      ReplayProgress progress,
      Machine machine,
      Backoff backoff)
      throws IOException, StoreException {
    JournalFile.createFolders(config.folder());
    ForwardLane.Setup lanes =
        new ForwardLane.Setup(
            AgentId.of(config.folder()),
            machine,
            () -> unixNanos(clock),
            2 * config.diskFloorBytes(),
            backoff,
            Forwards.clients());
    Pipeline pipeline =
        new Pipeline(config, store, decoder, clock, endpoints, progress, machine, lanes);
    pipeline.keeper.start();
    pipeline.roadThread.start();
    pipeline.sealer.start();
    pipeline.subscribers.start();
    return pipeline;
  }

  private long unixNanos() {
    return unixNanos(clock);
  }

  private static long unixNanos(InstantSource clock) {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public Set<Signal> signals() {
    return store.signals();
  }

  @Override
  public void take(RecordBatch batch, Consumer<SinkReply> reply) {
    take(batch, List.of(), reply);
  }

  @Override
  public void take(RecordBatch batch, List<ByteBuffer> parts, Consumer<SinkReply> reply) {
    take(batch, parts, Hops.NONE, reply::accept);
  }

  @Override
  public void take(RecordBatch batch, List<ByteBuffer> parts, Hops hops, ReplyTo reply) {
    if (batch.isEmpty()) {
      reply.accept(new SinkReply.Taken(() -> {}));
      return;
    }
    SinkReply refusal = refusal();
    if (refusal != null) {
      reply.accept(refusal);
      return;
    }
    switch (queue.offer(new Intake(batch, parts, hops, reply, road.now()))) {
      case TAKEN -> {}
      case FULL -> reply.accept(full());
      case CLOSED -> reply.accept(new SinkReply.Unavailable(Road.COME_AGAIN, "shutting down"));
    }
  }

  @Override
  public @Nullable SinkReply refusal() {
    if (!troubles.disk.isEmpty()) {
      return new SinkReply.Unavailable(Road.COME_AGAIN, troubles.disk);
    }
    return ring.unsealedBytes() > config.ringCapBytes() * UNSEALED_SHARE ? full() : null;
  }

  /**
   * Puts rule sets in force in place of those before, in the order in which they run, for all
   * requests that are taken from now on; none of them is split between the two. Blocks until they
   * are kept for replays. Equal rule sets count on.
   *
   * @throws RulesRefusedException when one does not compile; then those before stay
   * @throws IOException when they cannot be kept; then those before stay
   */
  public void use(List<RoadRule> ruleSets) throws RulesRefusedException, IOException {
    rules.use(ruleSets);
  }

  /** What rule sets did, those that were on before included, in no order; cheap. */
  public List<RuleSetCounts> ruleCounts() {
    return rules.counts();
  }

  /** Bytes of requests that were copied once more for the journal, since the start. */
  public long copiedBytes() {
    return journal.copiedBytes();
  }

  /**
   * Has these endpoints, and no others, get what comes from now on. What one of the same name has
   * queued goes on; the queue of one that is gone is deleted. Blocks until the change is made.
   *
   * @throws IllegalArgumentException for two of one name
   */
  public void forward(List<ForwardEndpoint> endpoints) throws IOException {
    forward(endpoints, road.lastId());
  }

  private void forward(List<ForwardEndpoint> endpoints, long lastId) throws IOException {
    try {
      forwards.use(endpoints, lastId);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while endpoints were changed", e);
    }
  }

  /** How it stands with the endpoints that get what comes here too; cheap. */
  public List<ForwardStats> forwarding() {
    return forwards.stats();
  }

  /** Queues that no endpoint has any more; cheap. */
  public List<ForwardStray> strayQueues() {
    return forwards.strays();
  }

  /** Deletes a queue unless an endpoint has it again; blocks. */
  public void delete(ForwardStray queue) {
    forwards.delete(queue);
  }

  /** By which what it forwards is known when it comes back, for its receiver. */
  public String agentId() {
    return agentId;
  }

  private SinkReply full() {
    counters.refused.increment();
    String trouble = troubles.now();
    return new SinkReply.Busy(
        Road.COME_AGAIN, trouble.isEmpty() ? "the road is full, come again" : trouble);
  }

  private void entered() {
    sealer.wake();
    subscribers.changed();
  }

  private void sealed(long upTo) {
    counters.generation.incrementAndGet();
    road.sealed(upTo);
    subscribers.changed();
  }

  @Override
  public TelemetrySnapshot snapshot() throws StoreException {
    return store.snapshot(ring.unsealed(Long.MAX_VALUE));
  }

  /**
   * A signal's newest batches that memory holds, sealed or not, newest first, until they hold so
   * many records. Never blocks on the store.
   */
  public List<RecordBatch> recent(Signal signal, long minRecords) {
    return ring.recent(signal, minRecords);
  }

  @Override
  public RoadStats stats() {
    long now = unixNanos();
    return new RoadStats(
        counters.generation.get(),
        counters.requests.sum(),
        counters.refused.sum(),
        counters.repeated.sum(),
        counters.replacedText.sum(),
        counters.byteRate.get(now),
        counters.lastReceived,
        ring.bytes(),
        config.ringCapBytes(),
        queue.bytes(),
        config.queueCapBytes(),
        journal.bytesOnDisk(),
        config.durability(),
        troubles.now(),
        store.stats(),
        counters.rules(rules.stage().rules().size()),
        signals(now));
  }

  private Map<Signal, SignalStats> signals(long now) {
    Map<Signal, SignalStats> stats = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      Counters.OfSignal counted = counters.signals.get(signal);
      stats.put(
          signal,
          new SignalStats(
              counted.records.sum(),
              0,
              counted.dropped.sum(),
              counted.replayed,
              counted.rate.get(now),
              ring.records(signal),
              ring.unsealedRecords(signal)));
    }
    return stats;
  }

  @Override
  public Subscription subscribe(Runnable listener) {
    return subscribers.add(listener);
  }

  /**
   * Takes nothing more, seals what is left, and ends the journal. What cannot be sealed stays in
   * the journal for the next start.
   *
   * @throws StoreException when something could not be sealed
   */
  @Override
  public void close() throws IOException, StoreException {
    queue.close();
    try {
      roadThread.join();
      forwards.end();
      keeper.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the road was interrupted while it closed", e);
    }
    try {
      sealer.finish();
    } finally {
      road.finish(store.sealedUpTo());
      subscribers.end();
    }
  }
}
