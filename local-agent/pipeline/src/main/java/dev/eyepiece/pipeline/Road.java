package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.StandStill;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * The thread that takes: it tells repeated requests apart, journals, gives ids, fills the ring and
 * replies. It alone writes the journal while it runs.
 */
final class Road implements Runnable {
  static final Duration COME_AGAIN = Duration.ofSeconds(1);
  private static final System.Logger LOG = System.getLogger(Road.class.getName());
  private static final int MOST_AT_ONCE = 512;
  private static final int MOST_NOTES = 100_000;

  /** How long notes of answers wait for requests to be written with. */
  private static final long NOTES_NANOS = 5_000_000;

  /** How long it takes at most until it is seen that a sender has left. */
  private static final long LOOK_NANOS = 10_000_000;

  /**
   * Who has its answer sooner than this has waited for it. One that comes later may reach nobody,
   * and no transport says so: a request that was given up meanwhile comes again.
   */
  private static final long PROMPT_NANOS = 1_000_000_000;

  /** How often a journal in trouble is tried without a request. */
  private static final long TROUBLE_NANOS = 200_000_000;

  private final Durability durability;
  private final IntakeQueue queue;
  private final RoadRules rules;
  private final Journal journal;
  private final Ring ring;
  private final Forwards forwards;
  private final Unanswered unanswered;
  private final StandStill still;
  private final Counters counters;
  private final Troubles troubles;
  private final LongSupplier unixNanos;
  private final LongSupplier nanoTime;
  private final Runnable changed;
  private final ConcurrentLinkedQueue<Long> answers = new ConcurrentLinkedQueue<>();
  private final List<Long> notes = new ArrayList<>();
  private final List<Intake> waiting = new ArrayList<>();
  private volatile long sealedUpTo;
  private long nextId;

  /** The highest id that was given and is in the ring, or needs no place there. */
  private volatile long lastId;

  /**
   * @param sealedUpTo of the store
   * @param lastId the highest id that was given
   * @param changed told when something went into the ring
   */
  Road(
      PipelineConfig config,
      IntakeQueue queue,
      RoadRules rules,
      Journal journal,
      Ring ring,
      Forwards forwards,
      Unanswered unanswered,
      StandStill still,
      Counters counters,
      Troubles troubles,
      LongSupplier unixNanos,
      LongSupplier nanoTime,
      long sealedUpTo,
      long lastId,
      Runnable changed) {
    this.durability = config.durability();
    this.queue = queue;
    this.rules = rules;
    this.journal = journal;
    this.ring = ring;
    this.forwards = forwards;
    this.unanswered = unanswered;
    this.still = still;
    this.counters = counters;
    this.troubles = troubles;
    this.unixNanos = unixNanos;
    this.nanoTime = nanoTime;
    this.sealedUpTo = sealedUpTo;
    this.nextId = lastId + 1;
    this.lastId = lastId;
    this.changed = changed;
  }

  /** The newest id that was given; from any thread. */
  long lastId() {
    return lastId;
  }

  /** Whether the store has every request up to this id, or needs it no more; from any thread. */
  boolean has(long id) {
    OptionalLong oldest = ring.oldestUnsealedId();
    return lastId >= id && (oldest.isEmpty() || oldest.getAsLong() > id);
  }

  /** The store has everything up to this id; from any thread. */
  void sealed(long upTo) {
    sealedUpTo = upTo;
    queue.wake();
  }

  @Override
  public void run() {
    boolean open = true;
    while (open) {
      List<Intake> taken = new ArrayList<>(waiting);
      int held = taken.size();
      waiting.clear();
      try {
        open = queue.drainTo(taken, held + MOST_AT_ONCE, patience(held));
        process(taken);
        release();
      } catch (InterruptedException e) {
        // Nobody interrupts the road; closing the queue ends it.
        LOG.log(System.Logger.Level.DEBUG, "the road was interrupted", e);
        waiting.addAll(taken);
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.ERROR, "the road met a defect", e);
        taken.forEach(intake -> unavailable(intake, "the road met a defect: " + e));
        waiting.clear();
      }
    }
    waiting.forEach(intake -> unavailable(intake, "shutting down"));
    waiting.clear();
  }

  private long patience(int held) {
    if (held == 0 && !troubles.journal.isEmpty()) {
      return TROUBLE_NANOS;
    }
    return held > 0 || !answers.isEmpty() || !notes.isEmpty()
        ? NOTES_NANOS
        : IntakeQueue.IDLE_NANOS;
  }

  private void process(List<Intake> taken) {
    collectAnswers();
    List<Intake> fresh = fresh(taken);
    if (fresh.isEmpty() && notes.isEmpty()) {
      return;
    }
    long now = unixNanos.getAsLong();
    // One set of rules for all of them, which their journal records name.
    RuleStage stage = rules.stage();
    long[] ids;
    try {
      ids = ids(fresh, stage, now);
      notes.clear();
      troubles.journal = "";
    } catch (IOException e) {
      if (notes.size() > MOST_NOTES) {
        notes.clear();
      }
      troubles.journal = "the journal cannot be written: " + e.getMessage();
      fresh.forEach(intake -> unavailable(intake, troubles.journal));
      return;
    }
    if (!fresh.isEmpty()) {
      enter(fresh, ids, stage, now);
    }
  }

  private void collectAnswers() {
    for (Long id = answers.poll(); id != null; id = answers.poll()) {
      unanswered.answered(id, nanoTime.getAsLong());
      if (durability != Durability.NONE) {
        notes.add(id);
      }
    }
  }

  /** Sorts out what was taken before, and what can't be told yet. */
  private List<Intake> fresh(List<Intake> taken) {
    List<Intake> fresh = new ArrayList<>(taken.size());
    Set<Fingerprint> here = new HashSet<>();
    long now = nanoTime.getAsLong();
    for (Intake intake : taken) {
      if (here.contains(intake.fingerprint())) {
        waiting.add(intake);
        continue;
      }
      switch (unanswered.look(intake.fingerprint(), now)) {
        case Unanswered.Fresh _ -> {
          here.add(intake.fingerprint());
          fresh.add(intake);
        }
        case Unanswered.UnderWay _ -> waiting.add(intake);
        case Unanswered.Answered _ -> {
          if (still.lately() && intake.isGone()) {
            counters.repeated.increment();
            reply(intake, new SinkReply.Taken(() -> {}));
          } else if (still.lately() && intake.lookedAtFor(now) < LOOK_NANOS) {
            waiting.add(intake);
          } else {
            here.add(intake.fingerprint());
            fresh.add(intake);
          }
        }
        case Unanswered.Repeated same -> {
          counters.repeated.increment();
          reply(intake, taken(same.id(), intake.arrived()));
        }
      }
    }
    return fresh;
  }

  /** Journals, unless told not to; answers with the ids. */
  private long[] ids(List<Intake> fresh, RuleStage stage, long now) throws IOException {
    if (durability == Durability.NONE) {
      long[] ids = new long[fresh.size()];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = nextId++;
      }
      return ids;
    }
    List<Journal.Append> appends = new ArrayList<>(fresh.size());
    for (Intake intake : fresh) {
      RecordBatch batch = intake.batch();
      appends.add(
          new Journal.Append(
              batch,
              intake.parts(),
              intake.hops(),
              intake.fingerprint(),
              stage.hash(batch.signal())));
    }
    boolean force = durability == Durability.STRICT && !fresh.isEmpty();
    return journal.append(appends, notes, now, force);
  }

  private void enter(List<Intake> fresh, long[] ids, RuleStage stage, long now) {
    List<RecordBatch> entered = new ArrayList<>(ids.length);
    List<Runnable> replies = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      Intake intake = fresh.get(i);
      RecordBatch batch = intake.batch().withId(ids[i], now);
      lastId = ids[i];
      switch (stage.apply(batch, intake.fingerprint(), true)) {
        case RuleStage.Passed passed -> {
          entered.add(passed.batch());
          pass(intake, passed, now);
          forwards.passed(batch, passed.batch(), intake.hops());
          replies.add(() -> reply(intake, taken(batch.id(), intake.arrived())));
        }
        case RuleStage.Refused refused -> {
          // Nothing of it is kept, so the same bytes again are a new request, also after a crash.
          answers.add(batch.id());
          counters.refusedByRules(refused.reason());
          replies.add(() -> unavailable(intake, refused.reason()));
        }
      }
      if (stage.touches(batch.signal()) || i == ids.length - 1) {
        // Rules take their time: nobody waits for those that came later.
        counters.taken(entered, now);
        replies.forEach(Runnable::run);
        entered.clear();
        replies.clear();
      }
    }
    forwards.wake();
    changed.run();
  }

  private void pass(Intake intake, RuleStage.Passed passed, long now) {
    long nanos = nanoTime.getAsLong();
    RecordBatch batch = passed.batch();
    if (!batch.isEmpty()) {
      ring.append(batch, nanos);
    }
    unanswered.add(batch.id(), intake.fingerprint(), now, nanos);
    counters.lost(batch.signal(), passed.dropped(), passed.invalid(), passed.remark());
  }

  /** Everything up to this id is in the store, or was never meant to be. */
  private long doneUpTo() {
    OptionalLong oldest = ring.oldestUnsealedId();
    return Math.max(sealedUpTo, oldest.isPresent() ? oldest.getAsLong() - 1 : lastId);
  }

  private SinkReply.Taken taken(long id, Moment arrived) {
    return new SinkReply.Taken(() -> {
      if (arrived.isWithin(PROMPT_NANOS, now())) {
        answers.add(id);
        queue.wake();
      }
    });
  }

  /** From any thread. */
  Moment now() {
    return new Moment(nanoTime.getAsLong(), unixNanos.getAsLong());
  }

  private void reply(Intake intake, SinkReply reply) {
    if (!intake.replied()) {
      queue.released(intake);
      intake.reply(reply);
    }
  }

  private void unavailable(Intake intake, String reason) {
    reply(intake, new SinkReply.Unavailable(COME_AGAIN, reason));
  }

  /** Deletes segments that are sealed; what their requests still await is carried on. */
  private void release() {
    int upTo = journal.releasable(Math.min(doneUpTo(), forwards.safe()));
    if (upTo < 0) {
      return;
    }
    List<Unanswered.Request> left = unanswered.upToSegment(upTo, nanoTime.getAsLong());
    try {
      if (!left.isEmpty() && durability != Durability.NONE) {
        journal.carry(left, unixNanos.getAsLong());
      }
    } catch (IOException e) {
      // Better to free the disk than to know after a crash who repeats a request.
      LOG.log(System.Logger.Level.WARNING, "unanswered requests could not be noted", e);
    }
    try {
      rules.released(journal.release(upTo), journal.ruleSets());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a sealed journal segment was not deleted", e);
    }
  }

  /** Notes the last answers and ends the journal; once the thread has ended and all is sealed. */
  void finish(long finallySealed) throws IOException {
    collectAnswers();
    if (!notes.isEmpty()) {
      try {
        journal.append(List.of(), notes, unixNanos.getAsLong(), false);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "the last answers could not be noted", e);
      }
    }
    journal.endSegment();
    sealedUpTo = finallySealed;
    release();
    journal.endSegment();
  }
}
