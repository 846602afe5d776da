package dev.eyepiece.agent.host;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Signal;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands requests that this program made in at the road's door, as a polite sender does: one that is
 * refused comes again when the road says. At most {@value #MOST_WAITING} wait so; what is beyond is
 * dropped and counted. Never blocks. Safe for use by several threads.
 */
public final class OwnSender {
  static final int MOST_WAITING = 64;

  private static final System.Logger LOG = System.getLogger(OwnSender.class.getName());

  private final String what;
  private final RequestDecoder decoder;
  private final TelemetrySink sink;
  private final ScheduledExecutorService later;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /**
   * Sends to a road.
   *
   * @param what of this program is sent, as it is called where it is lost
   * @param later where a request that was refused waits; once that is shut down such are dropped
   */
  public OwnSender(
      String what, RequestDecoder decoder, TelemetrySink sink, ScheduledExecutorService later) {
    this.what = what;
    this.decoder = decoder;
    this.sink = sink;
    this.later = later;
  }

  /** How often the road refused one. */
  long refused() {
    return refused.get();
  }

  /** Requests that the road never took. */
  long dropped() {
    return dropped.get();
  }

  /**
   * Hands a request in, now or later.
   *
   * @param request OTLP protobuf, which stays as it is
   */
  public void send(Signal signal, byte[] request) throws MalformedOtlpException {
    // The road keeps what it takes and changes it, so each attempt is a batch of its own.
    sink.take(
        decoder.decode(signal, request, request.length).batch(),
        reply -> replied(signal, request, reply));
  }

  private void replied(Signal signal, byte[] request, SinkReply reply) {
    switch (reply) {
      case SinkReply.Taken taken -> taken.answered().run();
      case SinkReply.Busy busy -> again(signal, request, busy.retryAfter(), busy.reason());
      case SinkReply.Unavailable no -> again(signal, request, no.retryAfter(), no.reason());
    }
  }

  private void again(Signal signal, byte[] request, Duration after, String reason) {
    refused.incrementAndGet();
    if (waiting.incrementAndGet() > MOST_WAITING) {
      drop("the road refuses them (" + reason + ") and " + MOST_WAITING + " wait already");
      return;
    }
    try {
      var _ =
          later.schedule(() -> comeAgain(signal, request), after.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      drop("the road refused them (" + reason + ") and this program ends");
    }
  }

  private void comeAgain(Signal signal, byte[] request) {
    waiting.decrementAndGet();
    try {
      send(signal, request);
    } catch (MalformedOtlpException | RuntimeException e) {
      dropped.incrementAndGet();
      LOG.log(System.Logger.Level.DEBUG, "refused at the door", e);
      LOG.log(System.Logger.Level.WARNING, what + " of this program are lost: " + e);
    }
  }

  private void drop(String why) {
    waiting.decrementAndGet();
    if (dropped.getAndIncrement() == 0) {
      LOG.log(System.Logger.Level.WARNING, what + " of this program are lost: " + why);
    }
  }
}
