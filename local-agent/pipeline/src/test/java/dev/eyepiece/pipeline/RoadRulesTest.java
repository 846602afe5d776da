package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules change what comes, once, and the same again after a crash. */
class RoadRulesTest {
  @TempDir Path folder;
  private MemoryStore store;
  private PipelineConfig config;

  @BeforeEach
  void make() {
    store = new MemoryStore();
    config = TestRoad.lazy(folder);
  }

  private TestRoad open() throws Exception {
    return new TestRoad(config, Duration.ZERO, new GatedStore(store));
  }

  private static RoadRule rule(String id, String text) {
    return new RoadRule(id, RoadRule.ErrorMode.IGNORE, Set.of(), text);
  }

  /** Marks every resource of any signal. */
  private static RoadRule mark(String value) {
    return rule("mark", "set(resource.attributes[\"mark\"], \"" + value + "\")");
  }

  private static final RoadRule DROP_ALL =
      rule("drop", "filter:\n  trace_conditions: ['span.name != \"\"']\n");

  /** What is in the ring of a signal, oldest first, as OTLP JSON. */
  private static List<String> held(TestRoad road, Signal signal) {
    return road.pipeline.recent(signal, Long.MAX_VALUE).stream()
        .sorted(Comparator.comparingLong(RecordBatch::id))
        .map(RoadRulesTest::json)
        .toList();
  }

  private static String json(RecordBatch batch) {
    try {
      return OtlpJson.write(TelemetryTree.read(batch.signal(), batch.bytes(), batch.length()));
    } catch (MalformedOtlpException e) {
      throw new AssertionError(e);
    }
  }

  private static String marked(String value) {
    return "{\"key\":\"mark\",\"value\":{\"stringValue\":\"" + value + "\"}}";
  }

  private List<String> kept() throws IOException {
    Path rules = folder.resolve("journal/rules");
    if (!Files.isDirectory(rules)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(rules)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySignalIsChangedAndComesBackChangedAfterACrash(Signal signal) throws Exception {
    List<String> before;
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(mark("one")));
      road.sendAnswered(signal, 1, 3);
      before = held(road, signal);
      assertThat(before).singleElement().asString().contains(marked("one"));
      assertThat(road.stats().of(signal).records()).isEqualTo(3);
      road.crash();
    }
    try (TestRoad road = open()) {
      assertThat(held(road, signal)).isEqualTo(before);
      assertThat(road.stats().of(signal).replayed()).isEqualTo(3);
      road.end();
      assertThat(store.sealed())
          .singleElement()
          .satisfies(b -> assertThat(json(b)).contains("one"));
    }
  }

  @Test
  void whereNoRuleTouchesItARequestStaysTheColumnsThatItWas() throws Exception {
    try (TestRoad road = open()) {
      RecordBatch plain = road.batch(1, 3);
      assertThat(road.reply(plain)).isInstanceOf(SinkReply.Taken.class);
      RoadRule logs = rule("logs", "set(log.attributes[\"a\"], 1)");
      RoadRule none = rule("none", "set(span.attributes[\"a\"], 1) where span.name == \"no\"");
      road.pipeline.use(List.of(logs));
      RecordBatch other = road.batch(2, 3);
      assertThat(road.reply(other)).isInstanceOf(SinkReply.Taken.class);
      road.pipeline.use(List.of(logs, none));
      RecordBatch unmatched = road.batch(3, 3);
      assertThat(road.reply(unmatched)).isInstanceOf(SinkReply.Taken.class);
      assertThat(road.pipeline.recent(Signal.TRACES, 9))
          .extracting(RecordBatch::bytes)
          .usingElementComparator((a, b) -> a == b ? 0 : 1)
          .containsExactly(unmatched.bytes(), other.bytes(), plain.bytes());
    }
  }

  @Test
  void aSwitchHoldsForAllThatComesAfterIt() throws Exception {
    try (TestRoad road = open()) {
      road.sendAnswered(1, 1);
      road.pipeline.use(List.of(mark("one")));
      road.sendAnswered(2, 1);
      road.pipeline.use(List.of(mark("two")));
      road.sendAnswered(3, 1);
      road.pipeline.use(List.of());
      road.sendAnswered(4, 1);
      List<String> held = held(road, Signal.TRACES);
      assertThat(held.get(0)).doesNotContain("mark");
      assertThat(held.get(1)).contains(marked("one"));
      assertThat(held.get(2)).contains(marked("two"));
      assertThat(held.get(3)).doesNotContain("mark");
    }
  }

  @Test
  void ruleSetsRunInTheirOrder() throws Exception {
    RoadRule second =
        rule(
            "second",
            "set(resource.attributes[\"mark\"], Concat([resource.attributes[\"mark\"],"
                + " \"two\"], \"-\"))");
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(mark("one"), second));
      road.sendAnswered(1, 1);
      assertThat(held(road, Signal.TRACES).getFirst()).contains(marked("one-two"));
    }
  }

  @Test
  void aReplayRunsTheRulesOfItsTimeWhateverIsOnNow() throws Exception {
    RoadRule own =
        rule(
            "own",
            """
            set(span.attributes["at"], String(UnixNano(Now())))
            set(span.attributes["id"], UUID())
            """);
    List<String> before;
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(mark("one"), own));
      road.sendAnswered(1, 3);
      road.pipeline.use(List.of(mark("two")));
      road.sendAnswered(2, 3);
      road.pipeline.use(List.of());
      road.sendAnswered(3, 3);
      before = held(road, Signal.TRACES);
      assertThat(before.get(0)).contains(marked("one"), "\"at\"", "\"id\"");
      road.crash();
    }
    try (TestRoad road = open()) {
      assertThat(held(road, Signal.TRACES)).isEqualTo(before);
      road.pipeline.use(List.of(mark("three")));
      road.crash();
    }
    try (TestRoad road = open()) {
      assertThat(held(road, Signal.TRACES)).isEqualTo(before);
    }
  }

  @Test
  void theFolderAtRestIsReadWithTheRulesOfTheTime() throws Exception {
    List<String> before;
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(mark("one")));
      road.sendAnswered(1, 3);
      before = held(road, Signal.TRACES);
      road.crash();
      List<RecordBatch> read =
          JournalReader.unsealed(
              folder, Set.of(Signal.TRACES), store.sealedUpTo(), road.decoder, 1 << 20);
      assertThat(read).map(RoadRulesTest::json).isEqualTo(before);
    }
  }

  @Test
  void rulesAreKeptAsLongAsASegmentNeedsThemAndNoLonger() throws Exception {
    config =
        new PipelineConfig(
            folder, Durability.GROUP, 8 << 20, 4 << 20, 500, 1_000_000, TestRoad.NEVER, 0);
    try (TestRoad road = open()) {
      for (String value : List.of("one", "two", "three")) {
        road.pipeline.use(List.of(mark(value)));
        for (int i = 0; i < 4; i++) {
          road.sendAnswered(i, 3);
        }
      }
      assertThat(kept()).hasSize(3);
      road.crash();
    }
    try (TestRoad road = open()) {
      assertThat(kept()).hasSize(3);
      road.pipeline.use(List.of(mark("four")));
      road.end();
      assertThat(kept()).as("in force").hasSize(1);
    }
    assertThat(store.sealed()).hasSize(12);
    try (TestRoad road = open()) {
      assertThat(kept()).as("nothing needs them").isEmpty();
      road.end();
    }
  }

  @Test
  void withoutItsRulesARequestIsSetAsideAndItIsSaid() throws Exception {
    try (TestRoad road = open()) {
      road.sendAnswered(1, 2);
      road.pipeline.use(List.of(mark("one")));
      road.sendAnswered(2, 3);
      road.crash();
    }
    Path rules = folder.resolve("journal/rules").resolve(kept().getFirst());
    byte[] bytes = Files.readAllBytes(rules);
    bytes[bytes.length - 5] ^= 1;
    Files.write(rules, bytes);
    try (TestRoad road = open()) {
      assertThat(held(road, Signal.TRACES)).singleElement().asString().contains("request-1");
      assertThat(road.stats().trouble()).contains("1 requests", ".aside");
      road.end();
      assertThat(road.journalFiles()).anyMatch(name -> name.endsWith(".journal.aside"));
      assertThat(kept()).singleElement().asString().endsWith(".rules.aside");
    }
  }

  @Test
  void whatRulesDropIsCountedAndItsJournalGoesThoughNothingIsSealed() throws Exception {
    config =
        new PipelineConfig(
            folder, Durability.GROUP, 8 << 20, 4 << 20, 2_000, 1_000_000, TestRoad.NEVER, 0);
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(DROP_ALL));
      for (int i = 0; i < 50; i++) {
        road.sendAnswered(i, 5);
      }
      assertThat(road.stats().of(Signal.TRACES).records()).isZero();
      assertThat(road.stats().of(Signal.TRACES).dropped()).isEqualTo(250);
      assertThat(road.stats().rules().dropped()).isEqualTo(250);
      assertThat(road.stats().journalBytes()).isLessThan(6_000);
      RuleSet.Count count = road.pipeline.ruleCounts().getFirst().statements().getFirst();
      assertThat(count.dropped()).isEqualTo(250);
      road.end();
      assertThat(store.sealed()).isEmpty();
      assertThat(road.journalFiles()).containsExactly("rules");
    }
  }

  @Test
  void dropsAreDroppedAgainAfterACrash() throws Exception {
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(DROP_ALL));
      road.sendAnswered(1, 5);
      road.pipeline.use(List.of());
      road.sendAnswered(2, 5);
      road.crash();
    }
    try (TestRoad road = open()) {
      assertThat(held(road, Signal.TRACES)).singleElement().asString().contains("request-2");
      assertThat(road.stats().of(Signal.TRACES).dropped()).as("replays").isZero();
    }
  }

  private static final RoadRule REFUSE =
      new RoadRule(
          "strict",
          RoadRule.ErrorMode.PROPAGATE,
          Set.of(Signal.TRACES),
          "set(span.attributes[\"n\"], Substring(span.name, 0, 99))");

  @Test
  void underPropagateTheSenderIsToldWhyAndNothingIsKept() throws Exception {
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(REFUSE));
      road.sendAnswered(Signal.LOGS, 9, 1);
      assertThat(road.reply(road.batch(1, 3)))
          .isInstanceOfSatisfying(
              SinkReply.Unavailable.class,
              told -> assertThat(told.reason()).contains("rule set 'strict'", "Substring"));
      assertThat(held(road, Signal.TRACES)).isEmpty();
      assertThat(road.stats().rules().refused()).isEqualTo(1);
      assertThat(road.stats().rules().last()).contains("rule set 'strict'");
      RuleSetCounts counts = road.pipeline.ruleCounts().getFirst();
      assertThat(counts.refused()).isEqualTo(1);
      assertThat(counts.statements().getFirst().errors()).isEqualTo(1);
      assertThat(counts.statements().getFirst().changed()).isZero();
      road.crash();
    }
    try (TestRoad road = open()) {
      assertThat(held(road, Signal.TRACES)).isEmpty();
      assertThat(road.stats().trouble()).isEmpty();
    }
  }

  /** Its sender was told that it was not taken, and sends again: that is no repetition. */
  @ParameterizedTest
  @EnumSource
  void whatWasRefusedIsTakenWhenItComesAgain(After after) throws Exception {
    TestRoad road = open();
    road.pipeline.use(List.of(REFUSE));
    assertThat(road.reply(road.batch(1, 3))).isInstanceOf(SinkReply.Unavailable.class);
    if (after != After.RUNNING) {
      road.pipeline.use(List.of());
      road.sendAnswered(2, 1);
      if (after == After.CRASH) {
        road.crash();
      } else {
        road.end();
      }
      road = open();
    }
    try (TestRoad again = road) {
      again.pipeline.use(List.of());
      again.monotonicSkew.addAndGet(Unanswered.GRACE_NANOS);
      again.sendAnswered(1, 3);
      assertThat(again.stats().repeatedRequests()).isZero();
      assertThat(held(again, Signal.TRACES)).anyMatch(text -> text.contains("request-1"));
    }
  }

  /** What happens between a refusal and the same request again. */
  enum After {
    RUNNING,
    CRASH,
    RESTART
  }

  @Test
  void whoGotNoAnswerSendsAgainAndItIsChangedOnce() throws Exception {
    RoadRule count = rule("count", "set(span.name, Concat([span.name, \"changed\"], \"-\"))");
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(count));
      road.sendUnanswered(1, 2);
      road.crash();
    }
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(count));
      road.sendAnswered(1, 2);
      assertThat(road.stats().repeatedRequests()).isEqualTo(1);
      assertThat(held(road, Signal.TRACES))
          .singleElement()
          .asString()
          .contains("\"request-1-changed\"");
    }
  }

  @Test
  void whatTheReceiverRejectedIsNotSeenByRules() throws Exception {
    byte[] request =
        OtlpJson.read(
            Signal.TRACES,
            """
            {"resourceSpans":[{"scopeSpans":[{"spans":[
             {"traceId":"%1$s","spanId":"0102030405060708","name":"good"},
             {"traceId":"%1$s","name":"bad"},
             {"traceId":"%1$s","spanId":"0102030405060709","name":"good"}]}]}]}
            """
                .formatted("01".repeat(16))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    RoadRule repair = rule("repair", "set(span.span_id.string, \"1122334455667788\")");
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(repair));
      assertThat(road.reply(TestRequests.batch(road.decoder, request)))
          .isInstanceOf(SinkReply.Taken.class);
      assertThat(held(road, Signal.TRACES)).singleElement().asString().doesNotContain("bad");
      assertThat(road.pipeline.ruleCounts().getFirst().statements().getFirst().matched())
          .isEqualTo(2);
      assertThat(road.stats().of(Signal.TRACES).records()).isEqualTo(2);
    }
  }

  @Test
  void whatRulesMakeIntoNoOtlpIsLeftOutCountedAndSaid() throws Exception {
    RoadRule spoil = rule("spoil", "set(span.span_id.string, \"0000000000000000\")");
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(spoil));
      road.sendAnswered(1, 3);
      assertThat(road.stats().of(Signal.TRACES).dropped()).isEqualTo(3);
      assertThat(road.stats().rules().invalid()).isEqualTo(3);
      assertThat(road.stats().rules().last()).contains("3 records", "span_id");
      assertThat(held(road, Signal.TRACES)).isEmpty();
    }
  }

  @Test
  void whatDoesNotCompileOrCannotBeKeptLeavesThoseBefore() throws Exception {
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(mark("one")));
      assertThatThrownBy(() -> road.pipeline.use(List.of(rule("bad", "set(span.nme, 1)"))))
          .isInstanceOf(RulesRefusedException.class)
          .hasMessageContaining("rule set 'bad'")
          .hasMessageContaining("nme");
      Path rules = folder.resolve("journal/rules");
      Path away = folder.resolve("away");
      Files.move(rules, away);
      Files.writeString(rules, "no folder");
      assertThatThrownBy(() -> road.pipeline.use(List.of(mark("two"))))
          .isInstanceOf(IOException.class);
      Files.delete(rules);
      Files.move(away, rules);
      road.sendAnswered(1, 1);
      assertThat(held(road, Signal.TRACES)).singleElement().asString().contains(marked("one"));
    }
  }

  @Test
  void equalRuleSetsCountOnAndChangedOnesAnew() throws Exception {
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(mark("one")));
      road.sendAnswered(1, 2);
      road.pipeline.use(List.of());
      road.sendAnswered(2, 2);
      assertThat(matched(road)).containsExactly(1L);
      assertThat(road.pipeline.ruleCounts().getFirst().on()).isFalse();
      road.pipeline.use(List.of(mark("one")));
      road.sendAnswered(3, 2);
      assertThat(matched(road)).containsExactly(2L);
      assertThat(road.stats().rules().on()).isEqualTo(1);
      road.pipeline.use(List.of(mark("two")));
      assertThat(matched(road)).containsExactly(0L);
    }
  }

  private static List<Long> matched(TestRoad road) {
    List<Long> matched = new ArrayList<>();
    road.pipeline
        .ruleCounts()
        .forEach(
            set -> matched.add(set.statements().stream().mapToLong(RuleSet.Count::matched).sum()));
    return matched;
  }

  /** Errors under ignore: the statement is passed over, and the record goes on. */
  @Test
  void anIgnoredErrorIsCountedAndTheRecordGoesOn() throws Exception {
    RoadRule failing =
        rule(
            "failing",
            """
            set(span.attributes["n"], Substring(span.name, 0, 99))
            set(span.attributes["after"], true)
            """);
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(failing));
      road.sendAnswered(1, 2);
      RuleSet.Count first = road.pipeline.ruleCounts().getFirst().statements().getFirst();
      assertThat(first.errors()).isEqualTo(2);
      assertThat(first.lastError()).isNotEmpty();
      assertThat(held(road, Signal.TRACES)).singleElement().asString().contains("\"after\"");
    }
  }

  @Test
  void withoutAJournalRulesWorkAndNothingIsKept() throws Exception {
    config = config.withDurability(Durability.NONE);
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(mark("one")));
      road.sendAnswered(1, 2);
      assertThat(held(road, Signal.TRACES)).singleElement().asString().contains(marked("one"));
      assertThat(folder.resolve("journal")).doesNotExist();
    }
  }

  @Test
  void theStoreFailsAndWhatRulesMadeStaysUntilItDoesNot()
      throws IOException, StoreException, Exception {
    try (TestRoad road = open()) {
      road.pipeline.use(List.of(mark("one")));
      road.store.refuse = true;
      road.sendAnswered(1, 2);
      road.store.refuse = false;
      road.end();
      assertThat(store.sealed())
          .singleElement()
          .satisfies(b -> assertThat(json(b)).contains("one"));
    }
  }
}
