package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.otlp.OtlpAddress;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.telemetry.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the road to receivers of the real kind, over real sockets. */
class ForwardTest {
  private static final List<Signal> SIGNALS = List.of(Signal.values());

  @TempDir Path folder;
  private TestUpstream upstream;

  @BeforeEach
  void open() throws Exception {
    upstream = new TestUpstream();
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  private TestRoad road(ForwardEndpoint... endpoints) throws Exception {
    return new TestRoad(TestRoad.lazy(folder), List.of(endpoints));
  }

  private static ForwardStats stats(TestRoad road) {
    return road.pipeline.forwarding().getFirst();
  }

  private static void awaitSent(TestRoad road, long requests) throws Exception {
    Await.until("sent", () -> stats(road).sentRequests() == requests);
  }

  private static String bytes(byte[] request) {
    return Arrays.toString(request);
  }

  @ParameterizedTest
  @EnumSource
  void everySignalGoesOnAsItCame(ExportTarget.Protocol protocol) throws Exception {
    boolean grpc = protocol == ExportTarget.Protocol.GRPC;
    ExportTarget target =
        ExportTarget.of(OtlpAddress.parse((grpc ? "grpc://" : "http://") + upstream.address()))
            .withProtocol(protocol);
    try (TestRoad road = road(ForwardEndpoint.of("up", target))) {
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Signal signal = SIGNALS.get(i % 4);
        sent.add(bytes(SignalRequests.request(signal, i, 5)));
        road.sendAnswered(signal, i, 5);
      }
      awaitSent(road, 40);
      assertThat(upstream.batches).hasSize(40).allMatch(batch -> batch.size() == 5);
      if (protocol != ExportTarget.Protocol.HTTP_JSON) {
        assertThat(upstream.requests()).containsExactlyInAnyOrderElementsOf(sent);
      }
      Await.until("the queue is empty", () -> stats(road).held().requests() == 0);
      assertThat(stats(road).losses()).isEmpty();
      assertThat(stats(road).state()).isEqualTo(ForwardStats.State.WORKING);
    }
  }

  @Test
  void rawIsBeforeTheRulesAndRuledAfterThem() throws Exception {
    ForwardEndpoint raw = upstream.endpoint();
    try (TestUpstream other = new TestUpstream();
        TestRoad road =
            road(
                raw,
                ForwardEndpoint.of(
                        "ruled", ExportTarget.of(OtlpAddress.parse("http://" + other.address())))
                    .withForm(ForwardEndpoint.Form.RULED))) {
      road.pipeline.use(
          List.of(
              new RoadRule(
                  "drop",
                  RoadRule.ErrorMode.IGNORE,
                  Set.of(),
                  """
                  processors:
                    filter:
                      traces:
                        span:
                          - name == "request-2"
                    transform:
                      trace_statements:
                        - set(span.name, "other") where span.name == "request-3"
                  """)));
      for (int i = 1; i <= 3; i++) {
        road.sendAnswered(i, 2);
      }
      Await.until("raw", () -> upstream.batches.size() == 3);
      Await.until("ruled", () -> other.batches.size() == 2);
      assertThat(upstream.requests())
          .containsExactlyInAnyOrder(
              bytes(TestRequests.request(1, 2)),
              bytes(TestRequests.request(2, 2)),
              bytes(TestRequests.request(3, 2)));
      assertThat(other.requests())
          .contains(bytes(TestRequests.request(1, 2)))
          .doesNotContain(bytes(TestRequests.request(3, 2)));
    }
  }

  @Test
  void whatCameWhileTheReceiverWasAwayGoesWhenItIsBack() throws Exception {
    upstream.down();
    try (TestRoad road = road(upstream.endpoint())) {
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        sent.add(bytes(TestRequests.request(i, 3)));
        road.sendAnswered(i, 3);
      }
      Await.until("tried", () -> stats(road).retries() > 8);
      assertThat(stats(road).state()).isEqualTo(ForwardStats.State.RETRYING);
      assertThat(stats(road).trouble()).contains("nothing listens at http://" + upstream.address());
      Await.until("all are queued", () -> stats(road).held().requests() == 300);
      upstream.up();
      awaitSent(road, 300);
      assertThat(upstream.requests()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(stats(road).trouble()).isEmpty();
    }
  }

  @Test
  void whatIsQueuedOutlivesARestart() throws Exception {
    upstream.down();
    try (TestRoad road = road(upstream.endpoint())) {
      for (int i = 0; i < 50; i++) {
        road.sendAnswered(i, 3);
      }
    }
    upstream.up();
    try (TestRoad road = road(upstream.endpoint())) {
      awaitSent(road, 50);
      assertThat(Set.copyOf(upstream.requests())).hasSize(50);
    }
    int before = upstream.came.get();
    try (TestRoad road = road(upstream.endpoint())) {
      road.sendAnswered(50, 3);
      awaitSent(road, 1);
      assertThat(upstream.came.get()).isEqualTo(before + 1);
    }
  }

  @Test
  void aReceiverThatStallsHoldsUpNobody() throws Exception {
    upstream.stalled = true;
    ForwardEndpoint endpoint =
        ForwardEndpoint.of("up", upstream.endpoint().target().withTimeout(Duration.ofSeconds(30)));
    try (TestRoad road = road(endpoint)) {
      List<CompletableFuture<SinkReply>> replies = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        replies.add(road.send(road.batch(i, 2)));
      }
      for (CompletableFuture<SinkReply> reply : replies) {
        assertThat(reply.get(60, TimeUnit.SECONDS)).isInstanceOf(SinkReply.Taken.class);
      }
      Await.until("queued", () -> stats(road).held().requests() == 3000);
      assertThat(stats(road).underWay()).isEqualTo(ForwardEndpoint.DEFAULT_IN_FLIGHT);
      assertThat(stats(road).sentRequests()).isZero();
      assertThat(road.count()).isEqualTo(6000);
    }
  }

  @Test
  void aReceiverThatRefusesForGoodCostsThoseRequestsAndIsSaid() throws Exception {
    upstream.signals = EnumSet.of(Signal.TRACES);
    try (TestRoad road = road(upstream.endpoint())) {
      road.sendAnswered(Signal.LOGS, 1, 2);
      road.sendAnswered(Signal.TRACES, 2, 2);
      awaitSent(road, 1);
      Await.until("refused", () -> stats(road).refusedRequests() == 1);
      assertThat(stats(road).last()).contains("status 404");
      assertThat(stats(road).losses()).isEqualTo("1 requests refused for good");
      assertThat(stats(road).state()).isEqualTo(ForwardStats.State.WORKING);
    }
  }

  @Test
  void onlyTheSignalsOfTheEndpointGo() throws Exception {
    try (TestRoad road =
        road(upstream.endpoint().withSignals(Set.of(Signal.METRICS, Signal.PROFILES)))) {
      for (int i = 0; i < 8; i++) {
        road.sendAnswered(SIGNALS.get(i % 4), i, 1);
      }
      awaitSent(road, 4);
      assertThat(upstream.batches)
          .extracting(batch -> batch.signal())
          .containsOnly(Signal.METRICS, Signal.PROFILES);
    }
  }

  @Test
  void recordsThatNoConditionIsForStayHereAndAreCounted() throws Exception {
    ForwardEndpoint some =
        upstream
            .endpoint()
            .withWhere(
                List.of(
                    "span.name == \"request-1\"",
                    "span.name == \"request-3\" and span.kind == 1",
                    "log.body == \"request-6\""));
    try (TestRoad road = road(some)) {
      for (int i = 1; i <= 3; i++) {
        road.sendAnswered(Signal.TRACES, i, 2);
        road.sendAnswered(Signal.LOGS, 2L * i, 3);
        road.sendAnswered(Signal.METRICS, i, 1);
      }
      awaitSent(road, 6);
      assertThat(upstream.requests())
          .containsExactlyInAnyOrder(
              bytes(SignalRequests.request(Signal.TRACES, 1, 2)),
              bytes(SignalRequests.request(Signal.TRACES, 3, 2)),
              bytes(SignalRequests.request(Signal.LOGS, 6, 3)),
              bytes(SignalRequests.request(Signal.METRICS, 1, 1)),
              bytes(SignalRequests.request(Signal.METRICS, 2, 1)),
              bytes(SignalRequests.request(Signal.METRICS, 3, 1)));
      assertThat(stats(road).filteredRecords()).isEqualTo(8);
      assertThat(stats(road).losses()).isEmpty();
    }
  }

  @Test
  void ofARequestThePartGoesThatAConditionIsFor() throws Exception {
    ForwardEndpoint some = upstream.endpoint().withWhere(List.of("datapoint.value_int >= 3"));
    try (TestRoad road = road(some)) {
      road.sendAnswered(Signal.METRICS, 1, 5);
      awaitSent(road, 1);
      assertThat(upstream.batches.getFirst().size()).isEqualTo(2);
    }
  }

  @Test
  void aConditionThatCannotBeIsNamed() {
    assertThatThrownBy(() ->
            upstream.endpoint().withWhere(List.of("span.name == \"a\"", "span.nme == 1")).check())
        .hasMessageStartingWith("where: 'span.nme == 1': ");
  }

  @Test
  void aFullQueueLosesTheOldestAndSaysSo() throws Exception {
    upstream.down();
    ForwardEndpoint small = upstream.endpoint().withQueue(ForwardEndpoint.LEAST_QUEUE);
    try (TestRoad road = road(small)) {
      long sent = 0;
      while (stats(road).held().lostRequests() == 0) {
        road.sendAnswered(sent++, 500);
      }
      long all = sent;
      Await.until(
          "all looked at",
          () -> {
            ForwardHeld held = stats(road).held();
            return held.requests() + held.lostRequests() == all;
          });
      assertThat(stats(road).losses()).contains("requests lost because its queue was full");
      assertThat(stats(road).held().diskBytes()).isLessThanOrEqualTo(ForwardEndpoint.LEAST_QUEUE);
      long left = stats(road).held().requests();
      upstream.up();
      Await.until("empty", () -> stats(road).held().requests() == 0);
      assertThat(upstream.requests()).contains(bytes(TestRequests.request(sent - 1, 500)));
      // Those under way when their file went are the only ones that may be missing of the rest.
      assertThat((long) upstream.batches.size())
          .isBetween(left - ForwardEndpoint.DEFAULT_IN_FLIGHT, left);
    }
  }

  @Test
  void endpointsAreSwitchedWhileTheRoadRuns() throws Exception {
    try (TestRoad road = road()) {
      road.sendAnswered(1, 1);
      assertThat(road.pipeline.forwarding()).isEmpty();
      road.pipeline.forward(List.of(upstream.endpoint()));
      road.sendAnswered(2, 1);
      awaitSent(road, 1);
      assertThat(upstream.requests()).containsExactly(bytes(TestRequests.request(2, 1)));

      upstream.down();
      road.sendAnswered(3, 1);
      Await.until("queued", () -> stats(road).held().requests() == 1);
      road.pipeline.forward(List.of(upstream.endpoint().withEnabled(false)));
      assertThat(stats(road).state()).isEqualTo(ForwardStats.State.OFF);
      assertThat(stats(road).held().requests()).isEqualTo(1);
      road.sendAnswered(4, 1);

      upstream.up();
      road.pipeline.forward(List.of(upstream.endpoint()));
      road.sendAnswered(5, 1);
      awaitSent(road, 2);
      assertThat(upstream.requests())
          .containsExactlyInAnyOrder(
              bytes(TestRequests.request(2, 1)),
              bytes(TestRequests.request(3, 1)),
              bytes(TestRequests.request(5, 1)));

      assertThat(folder.resolve("forward/upstream")).isDirectory();
      road.pipeline.forward(List.of());
      assertThat(folder.resolve("forward/upstream")).doesNotExist();
    }
  }

  @Test
  void aCrashBetweenAnswerAndQueueIsMadeUpForByTheJournal() throws Exception {
    TestRoad road = road(upstream.endpoint());
    road.sendAnswered(1, 1);
    awaitSent(road, 1);
    // The queue is as it was before the second request: as if the crash had come before it.
    Path queue = folder.resolve("forward/upstream");
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Await.until("noted", () -> stats(road).held().requests() == 0);
    for (Path file : list(queue)) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    upstream.down();
    road.sendAnswered(2, 1);
    road.crash();
    for (Path file : list(queue)) {
      Files.delete(file);
    }
    for (Path file : list(copy)) {
      Files.move(file, queue.resolve(file.getFileName()));
    }
    upstream.up();
    try (TestRoad next = road(upstream.endpoint())) {
      awaitSent(next, 1);
      assertThat(upstream.requests())
          .containsExactly(bytes(TestRequests.request(1, 1)), bytes(TestRequests.request(2, 1)));
    }
  }

  private static List<Path> list(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void anEndpointThatIsNewGetsNothingOfBefore() throws Exception {
    TestRoad road = road();
    road.sendAnswered(1, 1);
    road.crash();
    try (TestRoad next = road(upstream.endpoint())) {
      assertThat(next.stats().replayedSpans()).isEqualTo(1);
      next.sendAnswered(2, 1);
      awaitSent(next, 1);
      assertThat(upstream.requests()).containsExactly(bytes(TestRequests.request(2, 1)));
    }
  }

  @Test
  void filesThatCannotBeUsedAreSaidAndWhatComesIsQueued() throws Exception {
    Path missing = folder.resolve("missing.pem");
    ExportTarget secure =
        ExportTarget.of(OtlpAddress.parse("https://" + upstream.address()))
            .withTls(new ExportTarget.TrustFiles(missing, null, null, false));
    try (TestRoad road = road(ForwardEndpoint.of("up", secure))) {
      road.sendAnswered(1, 1);
      Await.until("queued", () -> stats(road).held().requests() == 1);
      Await.until("said", () -> stats(road).state() == ForwardStats.State.FAILED);
      assertThat(stats(road).trouble()).contains(missing.toString());
    }
  }
}
