package dev.eyepiece.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What the bodies of all requests in flight take together: a bound for each alone is none when
 * there are many. Safe for use by several threads.
 */
final class Bodies {
  static final String NO_ROOM =
      "the requests in flight take all the memory that there is for them; send again in a second";
  static final String STALLED = "the request's body did not go on; send it again";

  /** Seconds after which a sender may come again. */
  static final int RETRY_SECONDS = 1;

  /** A quarter of the room is for bodies below this, so that large ones never shut them out. */
  private static final int SMALL_BYTES = 1 << 20;

  private enum State {
    RECEIVING,
    RECEIVED,
    GIVEN_UP,
    CLOSED
  }

  private final NetLimits limits;
  private final LongSupplier nanoClock;
  private final AtomicLong held = new AtomicLong();
  private final LongAdder refused = new LongAdder();
  private final LongAdder stalled = new LongAdder();
  private final LongAdder came = new LongAdder();
  private final LongAdder copied = new LongAdder();
  private final Set<Body> receiving = ConcurrentHashMap.newKeySet();
  private final HeapRest rest = new HeapRest(System::gc, Runtime.getRuntime()::totalMemory);

  Bodies(NetLimits limits, LongSupplier nanoClock) {
    this.limits = limits;
    this.nanoClock = nanoClock;
  }

  NetLimits limits() {
    return limits;
  }

  BodyStats stats() {
    return new BodyStats(held.get(), limits.maxBodiesBytes(), refused.sum(), stalled.sum());
  }

  /** Bytes of bodies as they came over the wire, since the start. */
  long came() {
    return came.sum();
  }

  /** Bytes of bodies that were copied out of the network's buffers, decompressed ones included. */
  long copied() {
    return copied.sum();
  }

  /**
   * A body that begins to come.
   *
   * @param giveUp told, on any thread and once, when nothing has come for too long
   */
  Body begin(Runnable giveUp) {
    Body body = new Body(giveUp);
    receiving.add(body);
    return body;
  }

  /** Is told of bodies after decompression. */
  HeapRest rest() {
    return rest;
  }

  /** A second has passed. */
  void tick() {
    giveUpStalled();
    rest.tick(held.get());
  }

  /** Gives up the bodies that have not gone on for too long. */
  void giveUpStalled() {
    long latest = nanoClock.getAsLong() - TimeUnit.SECONDS.toNanos(limits.stallSeconds());
    for (Body body : receiving) {
      if (body.touched - latest < 0 && body.end(State.GIVEN_UP)) {
        stalled.increment();
        body.giveUp.run();
      }
    }
  }

  /** One body. Its methods are called by one thread at a time, {@link #close} by any. */
  final class Body implements AutoCloseable {
    private final Runnable giveUp;
    private final AtomicReference<State> state = new AtomicReference<>(State.RECEIVING);
    private final AtomicLong own = new AtomicLong();
    private volatile long touched = nanoClock.getAsLong();

    private Body(Runnable giveUp) {
      this.giveUp = giveUp;
    }

    /** Takes room for more bytes; false when there is none, and then none of it is taken. */
    boolean add(long bytes) {
      touched = nanoClock.getAsLong();
      long most = limits.maxBodiesBytes();
      long room = own.get() + bytes <= SMALL_BYTES ? most : most - most / 4;
      if (held.addAndGet(bytes) > room) {
        held.addAndGet(-bytes);
        refused.increment();
        return false;
      }
      own.addAndGet(bytes);
      if (state.get() == State.CLOSED) {
        // Closed by another thread in between, which may have seen these bytes or not.
        release();
      }
      return true;
    }

    /** Counts bytes that came over the wire. */
    void came(long bytes) {
      Bodies.this.came.add(bytes);
    }

    /** Counts bytes that were copied out of the network's buffers. */
    void copied(long bytes) {
      Bodies.this.copied.add(bytes);
    }

    /** The body is whole; false when it has been given up. */
    boolean received() {
      return end(State.RECEIVED);
    }

    private boolean end(State next) {
      boolean first = state.compareAndSet(State.RECEIVING, next);
      if (first) {
        receiving.remove(this);
      }
      return first;
    }

    /** Gives its room back; as often as wanted. */
    @Override
    public void close() {
      receiving.remove(this);
      state.set(State.CLOSED);
      release();
    }

    private void release() {
      held.addAndGet(-own.getAndSet(0));
    }
  }
}
