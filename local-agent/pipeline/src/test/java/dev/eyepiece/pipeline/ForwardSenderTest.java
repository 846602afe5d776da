package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.otlp.ExportResult;
import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.otlp.Hops;
import dev.eyepiece.otlp.OtlpAddress;
import dev.eyepiece.otlp.OtlpClient;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent when, on a clock that the test holds. */
class ForwardSenderTest {
  private static final ForwardEndpoint ENDPOINT =
      ForwardEndpoint.of("up", ExportTarget.of(OtlpAddress.parse("http://127.0.0.1:1")));

  private static final String SELF = "00000000000000aa";

  @TempDir Path folder;
  private final ForwardCounters counters = new ForwardCounters();
  private final Client client = new Client();

  /** By chance always the longest wait. */
  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Longest());

  private ForwardQueue queue;
  private ForwardSender sender;
  private long now = 1_000;
  private long id;

  /** Draws the largest number there is. */
  private static final class Longest implements java.util.random.RandomGenerator {
    @Override
    public long nextLong() {
      return -1;
    }

    @Override
    public long nextLong(long bound) {
      return bound - 1;
    }
  }

  /** Keeps what is sent until the test answers. */
  private static final class Client implements OtlpClient {
    final List<CompletableFuture<ExportResult>> sent = new ArrayList<>();
    final List<String> via = new ArrayList<>();
    final List<Integer> firstBytes = new ArrayList<>();

    /** Thrown once; null for nothing. */
    @Nullable Error defect;

    @Override
    public CompletableFuture<ExportResult> send(Signal signal, byte[] request, Hops hops) {
      Error error = defect;
      if (error != null) {
        defect = null;
        throw error;
      }
      CompletableFuture<ExportResult> result = new CompletableFuture<>();
      sent.add(result);
      via.add(hops.text());
      firstBytes.add((int) request[0]);
      return result;
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() throws Exception {
    queue = ForwardQueue.open(folder, 1 << 20, JournalFile::create, () -> Long.MAX_VALUE, 0);
    sender = sender(ENDPOINT);
  }

  private ForwardSender sender(ForwardEndpoint endpoint) {
    return new ForwardSender(
        endpoint, SELF, queue, client, counters, backoff, () -> now, () -> now, () -> {});
  }

  @AfterEach
  void close() throws Exception {
    queue.close();
  }

  private void put(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      byte[] bytes = {(byte) id, 1, 2};
      queue.append(List.of(new ForwardItem(Signal.LOGS, Hops.NONE, id++, now, bytes, 3)));
    }
  }

  private int sendAll() throws Exception {
    int sent = 0;
    while (sender.sendOne()) {
      sent++;
    }
    return sent;
  }

  private void answer(int index, ExportResult result) throws Exception {
    client.sent.get(index).complete(result);
    sender.takeAnswers();
  }

  private static ExportResult later(@Nullable Duration delay, boolean reached) {
    return new ExportResult.Later("busy", delay, reached);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void noMoreAreUnderWayThanTheEndpointAllows() throws Exception {
    put(10);
    assertThat(sendAll()).isEqualTo(4);
    answer(0, ExportResult.Taken.WHOLE);
    answer(2, ExportResult.Taken.WHOLE);
    assertThat(sendAll()).isEqualTo(2);
    assertThat(client.firstBytes).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(counters.stats(ENDPOINT).underWay()).isEqualTo(4);
    assertThat(queue.held().requests()).isEqualTo(8);
  }

  @Test
  void whatTheReceiverAsksToWaitIsWaited() throws Exception {
    put(3);
    assertThat(sendAll()).isEqualTo(3);
    answer(0, later(Duration.ofSeconds(7), true));
    answer(1, ExportResult.Taken.WHOLE);
    answer(2, later(Duration.ofSeconds(9), true));
    put(1);
    assertThat(counters.stats(ENDPOINT).state()).isEqualTo(ForwardStats.State.RETRYING);
    assertThat(counters.stats(ENDPOINT).nextTryUnixNano())
        .isEqualTo(now + Duration.ofSeconds(9).toNanos());
    pass(Duration.ofNanos(8_999_999_999L));
    assertThat(sendAll()).isZero();
    assertThat(sender.patience(Duration.ofHours(1).toNanos())).isEqualTo(1);
    pass(Duration.ofNanos(1));
    assertThat(sendAll()).isEqualTo(3);
    assertThat(client.firstBytes).containsExactly(0, 1, 2, 0, 2, 3);
  }

  @Test
  void whoAsksForYearsIsAskedAgainAfterTenMinutes() throws Exception {
    put(1);
    sendAll();
    answer(0, later(Duration.ofDays(3_650), true));
    pass(Duration.ofMinutes(10));
    assertThat(sendAll()).isEqualTo(1);
  }

  @Test
  void whoAsksForNoTimeIsNotAskedWithoutAPause() throws Exception {
    put(1);
    sendAll();
    answer(0, later(Duration.ZERO, true));
    assertThat(sendAll()).isZero();
    pass(Duration.ofSeconds(1));
    assertThat(sendAll()).isEqualTo(1);
  }

  @Test
  void aReceiverThatIsNotThereIsLeftAloneForTwiceAsLongEachTime() throws Exception {
    put(2);
    int answered = 0;
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      assertThat(sendAll()).isEqualTo(2);
      answer(answered++, later(null, false));
      answer(answered++, later(null, false));
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(sendAll()).isZero();
      pass(Duration.ofNanos(1));
    }
    sendAll();
    answer(answered++, ExportResult.Taken.WHOLE);
    assertThat(counters.stats(ENDPOINT).state()).isEqualTo(ForwardStats.State.WORKING);
    assertThat(counters.stats(ENDPOINT).trouble()).isEmpty();
    answer(answered, later(null, false));
    pass(Duration.ofSeconds(1));
    assertThat(sendAll()).isEqualTo(1);
  }

  @Test
  void oneRequestThatIsNeverTakenDoesNotHoldUpOthers() throws Exception {
    put(1);
    sendAll();
    answer(0, later(null, true));
    for (int i = 0; i < 20; i++) {
      put(1);
      assertThat(sendAll()).isEqualTo(1);
      answer(client.sent.size() - 1, ExportResult.Taken.WHOLE);
    }
    assertThat(counters.stats(ENDPOINT).sentRequests()).isEqualTo(20);
    assertThat(queue.held().requests()).isEqualTo(1);
  }

  /** As when the process has too many files open. */
  @Test
  void whatCannotBeReadBackNowIsSentLater() throws Exception {
    put(1);
    sendAll();
    byte[] large = new byte[200_000];
    for (int i = 0; i < 2; i++) {
      large[0] = (byte) id;
      queue.append(
          List.of(new ForwardItem(Signal.LOGS, Hops.NONE, id++, now, large.clone(), large.length)));
    }
    // Of the next file, so that the first is not open any more.
    assertThat(sendAll()).isEqualTo(2);
    answer(0, later(null, true));
    pass(Duration.ofSeconds(1));
    try (Unopenable away = new Unopenable(Segment.path(folder, 1))) {
      assertThatThrownBy(sender::sendOne).isInstanceOf(IOException.class);
      away.giveBack();
      assertThat(sendAll()).isEqualTo(1);
    }
    assertThat(client.firstBytes).containsExactly(0, 1, 2, 0);
    assertThat(queue.held().lostRequests()).isZero();
  }

  /** As when there is no memory for a thread. */
  @Test
  void aClientThatFailsAtOnceIsAskedAgain() throws Exception {
    put(1);
    client.defect = new InternalError("a test's");
    assertThat(sender.sendOne()).isTrue();
    sender.takeAnswers();
    assertThat(counters.stats(ENDPOINT).underWay()).isZero();
    pass(Duration.ofSeconds(1));
    assertThat(sendAll()).isEqualTo(1);
    assertThat(client.firstBytes).containsExactly(0);
  }

  @Test
  void whatIsRefusedForGoodIsCountedAndNotSentAgain() throws Exception {
    put(2);
    sendAll();
    answer(0, new ExportResult.Refused("bad data"));
    answer(1, new ExportResult.Taken(5, "too old"));
    pass(Duration.ofDays(1));
    assertThat(sendAll()).isZero();
    ForwardStats stats = counters.stats(ENDPOINT);
    assertThat(stats.refusedRequests()).isEqualTo(1);
    assertThat(stats.rejectedRecords()).isEqualTo(5);
    assertThat(stats.last()).contains("too old");
    assertThat(stats.losses()).contains("1 requests refused", "5 records rejected");
    assertThat(queue.held().requests()).isZero();
  }

  @Test
  void nothingIsGivenUpUnlessThereIsAnAge() throws Exception {
    put(1);
    sendAll();
    answer(0, later(null, true));
    pass(Duration.ofDays(30));
    assertThat(sendAll()).isEqualTo(1);
    sender = sender(ENDPOINT.withGiveUpAfter(Duration.ofHours(1)));
    put(1);
    sendAll();
    pass(Duration.ofHours(2));
    answer(client.sent.size() - 1, later(null, true));
    assertThat(counters.stats(ENDPOINT).givenUpRequests()).isEqualTo(1);
    assertThat(counters.stats(ENDPOINT).losses()).contains("1 requests given up");
  }

  @Test
  void chanceTakesUpToHalfOfAWait() {
    Backoff least = new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(30), () -> 0L);
    assertThat(least.nanos(1)).isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(backoff.nanos(1)).isEqualTo(Duration.ofSeconds(1).toNanos());
    for (int failures : new int[] {6, 31, 63, 64, 1_000_000}) {
      assertThat(backoff.nanos(failures)).isEqualTo(Duration.ofSeconds(30).toNanos());
    }
  }
}
