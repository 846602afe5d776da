package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.otlp.Hops;
import dev.eyepiece.otlp.OtlpAddress;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.telemetry.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  private TestRoad road(FaultyFiles.Gate gate, ForwardEndpoint endpoint) throws Exception {
    FaultyFiles files = new FaultyFiles();
    files.gate = gate;
    return new TestRoad(TestRoad.lazy(folder), List.of(endpoint), files);
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

  /** From memory, from the queue of an earlier run, and from the journal of one that crashed. */
  @ParameterizedTest
  @EnumSource
  void whoForwardedARequestGoesWithIt(ExportTarget.Protocol protocol) throws Exception {
    boolean grpc = protocol == ExportTarget.Protocol.GRPC;
    String url = (grpc ? "grpc://" : "http://") + upstream.address();
    ForwardEndpoint endpoint =
        ForwardEndpoint.of("up", ExportTarget.of(OtlpAddress.parse(url)).withProtocol(protocol));
    Hops before = Hops.NONE.with("00000000000000aa").with("00000000000000bb");
    String own;
    try (TestRoad road = road(endpoint)) {
      own = road.pipeline.agentId();
      road.sendForwarded(1, before);
      road.sendAnswered(2, 1);
      awaitSent(road, 2);
    }
    // As it is before the crash, so that the second time only the journal has what came.
    Path queue = folder.resolve("forward/up");
    Path copy = Files.createDirectory(folder.resolve("copy"));
    copyFiles(queue, copy);
    for (boolean queued : new boolean[] {true, false}) {
      upstream.down();
      TestRoad crashing = road(endpoint);
      assertThat(crashing.pipeline.agentId()).isEqualTo(own);
      crashing.sendForwarded(queued ? 3 : 4, before);
      Await.until("queued", () -> stats(crashing).held().requests() == 1);
      crashing.crash();
      if (!queued) {
        deleteFiles(queue);
        copyFiles(copy, queue);
      }
      upstream.up();
      try (TestRoad road = road(endpoint)) {
        awaitSent(road, 1);
      }
      if (queued) {
        deleteFiles(copy);
        copyFiles(queue, copy);
      }
    }
    assertThat(upstream.hops)
        .containsExactlyInAnyOrder(
            before.with(own), Hops.NONE.with(own), before.with(own), before.with(own));
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
        ForwardEndpoint.of("up", upstream.endpoint().target().withTimeout(Duration.ofMinutes(10)));
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
    Await.until("noted", () -> stats(road).held().requests() == 0);
    crashBeforeQueued(road, 2);
    try (TestRoad next = road(upstream.endpoint())) {
      awaitSent(next, 1);
      assertThat(upstream.requests())
          .containsExactly(bytes(TestRequests.request(1, 1)), bytes(TestRequests.request(2, 1)));
    }
  }

  @Test
  void aNewEndpointIsNotNewAnyMoreOnceTheRoadIsOpen() throws Exception {
    crashBeforeQueued(road(upstream.endpoint()), 1);
    try (TestRoad next = road(upstream.endpoint())) {
      awaitSent(next, 1);
      assertThat(upstream.requests()).containsExactly(bytes(TestRequests.request(1, 1)));
    }
  }

  @Test
  void anEndpointThatIsAddedGetsAfterACrashWhatCameSinceThen() throws Exception {
    TestRoad road = road();
    road.sendAnswered(1, 1);
    road.pipeline.forward(List.of(upstream.endpoint()));
    crashBeforeQueued(road, 2);
    try (TestRoad next = road(upstream.endpoint())) {
      awaitSent(next, 1);
      assertThat(upstream.requests()).containsExactly(bytes(TestRequests.request(2, 1)));
    }
  }

  /** Sends a request and crashes; the queue is then as if that had come before it had it. */
  private void crashBeforeQueued(TestRoad road, long number) throws Exception {
    Kept queue = keep("forward/upstream");
    upstream.down();
    road.sendAnswered(number, 1);
    road.crash();
    queue.putBack();
    upstream.up();
  }

  /** It is in the store already, and so nothing but the forwarder needs the journal. */
  @Test
  void theJournalKeepsWhatAQueueLacksAfterACrash() throws Exception {
    upstream.down();
    Kept queue;
    Kept journal;
    try (TestRoad road = road(upstream.endpoint())) {
      queue = keep("forward/upstream");
      road.sendAnswered(1, 1);
      journal = keep("journal");
    }
    queue.putBack();
    journal.putBack();
    FaultyFiles.Gate gate = new FaultyFiles.Gate("/forward/");
    try (TestRoad road = road(gate, upstream.endpoint());
        gate) {
      assertThat(road.stats().replayedSpans()).isZero();
      List<String> kept = road.journalFiles();
      assertThat(kept).isNotEmpty();
      road.sendAnswered(2, 1);
      road.sendAnswered(3, 1);
      assertThat(road.journalFiles()).containsAll(kept);
      gate.close();
      Await.until("queued", () -> stats(road).held().requests() == 3);
      Await.until(
          "let go",
          () -> {
            road.sendAnswered(4, 1);
            return !road.journalFiles().containsAll(kept);
          });
    }
  }

  /**
   * Changed while its disk stalls: what the road had handed over is on no disk but the journal's.
   */
  @Test
  void anEndpointThatIsChangedHoldsTheJournalUntilItsQueueHasWhatCameBefore() throws Exception {
    PipelineConfig config =
        new PipelineConfig(
            folder, Durability.GROUP, 64 << 20, 8 << 20, 1_000, 1, TestRoad.NEVER, 0);
    FaultyFiles.Gate gate = new FaultyFiles.Gate("/forward/");
    try (TestRoad road = new TestRoad(config, List.of(upstream.endpoint()));
        gate) {
      road.sendAnswered(1, 30);
      awaitSent(road, 1);
      road.files.gate = gate;
      // Without an answer, so that nothing but it is written.
      road.sendUnanswered(2, 30);
      String segment = road.journalFiles().getLast();
      Thread change =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  road.pipeline.forward(
                      List.of(upstream.endpoint().withGiveUpAfter(Duration.ofDays(9))));
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      // It waits for the end of what it replaces, which waits for its disk.
      Await.until("changing", () -> change.getState() == Thread.State.WAITING);
      road.sendAnswered(3, 30);
      Await.until("all is sealed", () -> road.stats().unsealedSpans() == 0);
      // Segments go after the road has answered, so that those of the first are gone by the second.
      road.sendAnswered(4, 30);
      road.sendAnswered(5, 30);
      assertThat(road.journalFiles()).contains(segment);
      gate.close();
      change.join();
      Await.until("all went", () -> Set.copyOf(upstream.requests()).size() == 5);
    }
  }

  /** The ids of a new store must not be those that a queue has seen. */
  @Test
  void whatComesAfterTheStoreWasDeletedIsForwardedAfterACrash() throws Exception {
    PipelineConfig config =
        new PipelineConfig(
            folder, Durability.GROUP, 64 << 20, 8 << 20, 1_000, 1_000_000, TestRoad.NEVER, 0);
    try (TestRoad road = new TestRoad(config, List.of(upstream.endpoint()))) {
      for (int i = 0; i < 4; i++) {
        road.sendAnswered(i, 30);
      }
      awaitSent(road, 4);
    }
    try (Stream<Path> store = Files.walk(folder.resolve("store"))) {
      for (Path one : store.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
    crashBeforeQueued(new TestRoad(config, List.of(upstream.endpoint())), 9);
    try (TestRoad road = new TestRoad(config, List.of(upstream.endpoint()))) {
      assertThat(road.count()).isEqualTo(1);
      awaitSent(road, 1);
      assertThat(upstream.requests()).contains(bytes(TestRequests.request(9, 1)));
    }
  }

  /** Files as they once were. */
  private record Kept(Path files, Path copy) {
    void putBack() throws Exception {
      deleteFiles(files);
      copyFiles(copy, files);
    }
  }

  private Kept keep(String what) throws Exception {
    Path copy = Files.createDirectories(folder.resolve("copy/" + what));
    copyFiles(folder.resolve(what), copy);
    return new Kept(folder.resolve(what), copy);
  }

  private static void copyFiles(Path from, Path to) throws Exception {
    for (Path file : list(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  private static void deleteFiles(Path folder) throws Exception {
    for (Path file : list(folder)) {
      Files.delete(file);
    }
  }

  private static List<Path> list(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** As when another program holds the folder, or rights are missing, and that ends. */
  @Test
  void aQueueThatCannotBeOpenedIsTriedAgain() throws Exception {
    Path inTheWay = Files.createDirectories(folder.resolve("forward")).resolve("upstream");
    Files.createDirectories(inTheWay.resolve("0000000001.journal"));
    try (TestRoad road = road(upstream.endpoint())) {
      assertThat(stats(road).state()).isEqualTo(ForwardStats.State.FAILED);
      assertThat(stats(road).trouble()).contains("its queue in", "cannot be opened");
      road.sendAnswered(1, 1);
      Await.until("it is lost", () -> stats(road).held().lostRequests() == 1);
      Files.delete(inTheWay.resolve("0000000001.journal"));
      Await.until("it works", () -> stats(road).state() == ForwardStats.State.WORKING);
      road.sendAnswered(2, 1);
      awaitSent(road, 1);
      assertThat(stats(road).held().lostRequests()).isEqualTo(1);
    }
    try (TestRoad road = road(upstream.endpoint())) {
      road.sendAnswered(3, 1);
      awaitSent(road, 1);
      assertThat(Set.copyOf(upstream.requests())).hasSize(2);
      assertThat(stats(road).held().lostRequests()).isEqualTo(1);
    }
  }

  @Test
  void aQueueThatNoEndpointHasIsSaidAndCanBeDeleted() throws Exception {
    upstream.down();
    try (TestRoad road = road(upstream.endpoint())) {
      road.sendAnswered(1, 1);
      Await.until("queued", () -> stats(road).held().requests() == 1);
      assertThat(road.pipeline.strayQueues()).isEmpty();
    }
    Files.createDirectory(folder.resolve("forward/empty"));
    try (TestRoad road = road()) {
      ForwardStray stray = road.pipeline.strayQueues().getFirst();
      assertThat(road.pipeline.strayQueues()).hasSize(1);
      assertThat(stray.name()).isEqualTo("upstream");
      assertThat(stray.folder()).isEqualTo(folder.resolve("forward/upstream"));
      assertThat(stray.diskBytes()).isGreaterThan(TestRequests.request(1, 1).length);
      // An endpoint that is off has it, so it is not for deletion.
      road.pipeline.forward(List.of(upstream.endpoint().withEnabled(false)));
      assertThat(road.pipeline.strayQueues()).isEmpty();
      road.pipeline.delete(stray);
      assertThat(stray.folder()).isNotEmptyDirectory();
    }
    try (TestRoad road = road()) {
      road.pipeline.delete(road.pipeline.strayQueues().getFirst());
      assertThat(road.pipeline.strayQueues()).isEmpty();
      assertThat(folder.resolve("forward/upstream")).doesNotExist();
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
