package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.ExportResult;
import dev.eyepiece.otlp.OtlpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a queue holds, several requests at a time, and repeats those that may be. A receiver
 * that cannot be reached, or asks to wait, is left alone for all requests; one that does not take a
 * request otherwise delays that request alone. For the lane's thread; answers come on any.
 */
final class ForwardSender {
  /** Bytes that requests under way hold in memory; one request may be larger. */
  private static final long MOST_BYTES = 64L << 20;

  private final ForwardEndpoint endpoint;
  private final String agentId;
  private final ForwardQueue queue;
  private final OtlpClient client;
  private final ForwardCounters counters;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final LongSupplier unixNanos;
  private final Runnable wake;
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Map<Long, UnderWay> underWay = new HashMap<>();
  private final PriorityQueue<Retry> retries =
      new PriorityQueue<>(Comparator.comparingLong(Retry::place));
  private long bytesUnderWay;

  /** Failures in a row to reach the receiver. */
  private int unreached;

  /** Monotonic time before which nothing is sent; meaningful while {@link #held}. */
  private long notBefore;

  private boolean held;

  private record Answer(long place, ExportResult result) {}

  private record UnderWay(int length, long arrivedUnixNano, int failures) {}

  /** A request that is to be sent again. */
  private record Retry(long place, int failures, long due) {}

  /**
   * @param agentId by which what is sent is known when it comes back
   * @param wake told, on any thread, when an answer came
   */
  ForwardSender(
      ForwardEndpoint endpoint,
      String agentId,
      ForwardQueue queue,
      OtlpClient client,
      ForwardCounters counters,
      Backoff backoff,
      LongSupplier nanoTime,
      LongSupplier unixNanos,
      Runnable wake) {
    this.endpoint = endpoint;
    this.agentId = agentId;
    this.queue = queue;
    this.client = client;
    this.counters = counters;
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    this.unixNanos = unixNanos;
    this.wake = wake;
  }

  /** Handles the answers that came; whether there were any. */
  boolean takeAnswers() throws IOException {
    boolean any = false;
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      any = true;
      UnderWay sent = underWay.remove(answer.place());
      if (sent != null) {
        bytesUnderWay -= sent.length();
        answered(answer.place(), sent, answer.result());
      }
    }
    if (any) {
      queue.note();
      counters.underWay = underWay.size();
    }
    return any;
  }

  private void answered(long place, UnderWay sent, ExportResult result) {
    switch (result) {
      case ExportResult.Taken taken -> {
        counters.sentRequests.incrementAndGet();
        counters.sentBytes.addAndGet(sent.length());
        counters.rejectedRecords.addAndGet(taken.rejected());
        counters.lastSent = unixNanos.getAsLong();
        if (taken.rejected() > 0 || !taken.message().isEmpty()) {
          counters.last = taken.rejected() + " records rejected: " + taken.message();
        }
        reached();
        queue.done(place);
      }
      case ExportResult.Returned returned -> {
        counters.returnedRequests.incrementAndGet();
        counters.last = "a request had come from there: " + returned.reason();
        reached();
        queue.done(place);
      }
      case ExportResult.Refused refused -> {
        counters.refusedRequests.incrementAndGet();
        counters.last = "a request was refused: " + refused.reason();
        reached();
        queue.done(place);
      }
      case ExportResult.Later later -> later(place, sent, later);
    }
  }

  private void reached() {
    unreached = 0;
    held = false;
    counters.nextTry = 0;
    counters.upstream = "";
  }

  private void later(long place, UnderWay sent, ExportResult.Later later) {
    Duration most = endpoint.giveUpAfter();
    counters.upstream = later.reason();
    if (most != null && unixNanos.getAsLong() - sent.arrivedUnixNano() > most.toNanos()) {
      counters.givenUpRequests.incrementAndGet();
      counters.last = "a request was given up after " + most + ": " + later.reason();
      queue.done(place);
      return;
    }
    counters.retries.incrementAndGet();
    long now = nanoTime.getAsLong();
    Duration delay = later.delay();
    int failures = sent.failures() + 1;
    // Who asks for no time at all gets the time that others get, lest it be asked without a pause.
    if (delay != null && delay.isPositive()) {
      hold(now, Backoff.asked(delay));
      retries.add(new Retry(place, failures, notBefore));
    } else if (!later.reached()) {
      // Those that were under way together fail together, and that is one failure.
      if (!isHeld(now)) {
        unreached++;
        hold(now, backoff.nanos(unreached));
      }
      retries.add(new Retry(place, failures, notBefore));
    } else {
      retries.add(new Retry(place, failures, now + backoff.nanos(failures)));
    }
  }

  private void hold(long now, long nanos) {
    if (!isHeld(now) || now + nanos - notBefore > 0) {
      notBefore = now + nanos;
      held = true;
      counters.nextTry = unixNanos.getAsLong() + nanos;
    }
  }

  private boolean isHeld(long now) {
    held &= notBefore - now > 0;
    return held;
  }

  /**
   * Sends one request, when one may be sent now.
   *
   * @return whether one was sent
   */
  boolean sendOne() throws IOException {
    long now = nanoTime.getAsLong();
    if (isHeld(now) || underWay.size() >= endpoint.maxInFlight() || bytesUnderWay >= MOST_BYTES) {
      return false;
    }
    Retry retry = due(now);
    if (retry != null) {
      ForwardItem item = again(retry.place());
      retries.remove(retry);
      if (item == null) {
        queue.lose(retry.place());
      } else {
        send(item, retry.failures());
      }
      return true;
    }
    ForwardItem item =
        underWay.size() + retries.size() < endpoint.maxInFlight() ? queue.next() : null;
    if (item != null) {
      send(item, 0);
    }
    return item != null;
  }

  /** The oldest of those whose time has come: they are few. */
  private @Nullable Retry due(long now) {
    Retry oldest = null;
    for (Retry retry : retries) {
      if (retry.due() - now <= 0 && (oldest == null || retry.place() < oldest.place())) {
        oldest = retry;
      }
    }
    return oldest;
  }

  private @Nullable ForwardItem again(long place) throws IOException {
    try {
      return queue.again(place);
    } catch (QueueReader.NotNowException e) {
      throw e;
    } catch (IOException e) {
      counters.queue = "a request could not be read back from its queue: " + e.getMessage();
      return null;
    }
  }

  private void send(ForwardItem item, int failures) {
    underWay.put(item.place(), new UnderWay(item.length(), item.arrivedUnixNano(), failures));
    bytesUnderWay += item.length();
    counters.underWay = underWay.size();
    try {
      byte[] request =
          item.bytes().length == item.length()
              ? item.bytes()
              : Arrays.copyOf(item.bytes(), item.length());
      var _ =
          client
              .send(item.signal(), request, item.hops().with(agentId))
              .whenComplete((result, failure) ->
                  came(item.place(), failure == null ? result : unsent(failure)));
    } catch (RuntimeException | Error e) {
      // As when there is no memory for a thread: it would else count as under way for ever.
      came(item.place(), unsent(e));
    }
  }

  private static ExportResult unsent(Throwable why) {
    return new ExportResult.Later(String.valueOf(why), null, false);
  }

  private void came(long place, ExportResult result) {
    answers.add(new Answer(place, result));
    wake.run();
  }

  boolean hasAnswers() {
    return !answers.isEmpty();
  }

  boolean isIdle() {
    return underWay.isEmpty();
  }

  /** Nanoseconds until something may be sent that may not be now; at most so many. */
  long patience(long most) {
    long now = nanoTime.getAsLong();
    if (isHeld(now)) {
      return Math.min(most, notBefore - now);
    }
    long wait = most;
    for (Retry retry : retries) {
      wait = Math.min(wait, Math.max(0, retry.due() - now));
    }
    return underWay.size() < endpoint.maxInFlight() ? wait : most;
  }
}
