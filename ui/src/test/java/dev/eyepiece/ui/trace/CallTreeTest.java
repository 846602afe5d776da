package dev.eyepiece.ui.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallTreeTest {

  @Test
  void noSpanAndNoTimeIsLostOrCountedTwiceAndCallsLieWithinTheirCallers() {
    for (int i = 0; i < 300; i++) {
      long seed = Seed.of(i);
      Random random = Seed.random(seed);
      TraceData data = TraceData.of(SpansBuilder.broken(random, 1 + random.nextInt(80)));
      CallTree calls = CallTree.of(data, -1);
      long self = 0;
      for (long own : data.selfTime()) {
        self += own;
      }
      if (!calls.isCounted()) {
        assertThat(calls.total(0)).as("seed %d", seed).isEqualTo(self);
      }
      assertThat(calls.spans(0)).as("seed %d", seed).isEqualTo(data.spanCount());
      check(calls, seed);
    }
  }

  private static void check(CallTree calls, long seed) {
    int seen = 0;
    int spans = 0;
    for (int level = 0; level < calls.depth(); level++) {
      long end = 0;
      for (int index = 0; index < calls.width(level); index++) {
        int call = calls.at(level, index);
        seen++;
        spans += call == 0 ? 0 : calls.spans(call);
        assertThat(calls.levelOf(call)).as("seed %d", seed).isEqualTo(level);
        assertThat(calls.start(call)).as("seed %d: overlap", seed).isGreaterThanOrEqualTo(end);
        end = calls.start(call) + calls.total(call);
        int above = calls.parent(call);
        if (above >= 0) {
          assertThat(calls.start(call)).isGreaterThanOrEqualTo(calls.start(above));
          assertThat(end)
              .as("seed %d", seed)
              .isLessThanOrEqualTo(calls.start(above) + calls.total(above));
        }
        if (calls.total(call) > 0) {
          double middle = (double) calls.start(call) + (double) calls.total(call) / 2;
          assertThat(calls.covering(level, middle)).as("seed %d", seed).isEqualTo(call);
        }
      }
    }
    assertThat(seen).as("seed %d", seed).isEqualTo(calls.size());
    assertThat(spans).as("seed %d", seed).isEqualTo(calls.spans(0));
  }

  @Test
  void callsThatTakeTheSameWayAreOneAndTheHeaviestComesFirst() {
    SpansBuilder spans = new SpansBuilder().span(1, 0, 0, 100, "shop", "GET /", 2, 0);
    spans.span(2, 1, 0, 10, "db", "SELECT", 3, 0);
    spans.span(3, 1, 10, 70, "pay", "charge", 3, 2);
    spans.span(4, 1, 70, 95, "db", "SELECT", 3, 0);
    CallTree calls = CallTree.of(TraceData.of(spans.build()), -1);

    int root = calls.heaviestBelow(0);
    assertThat(calls.name(root)).isEqualTo("GET /");
    assertThat(calls.total(root)).isEqualTo(100);
    assertThat(calls.self(root)).isEqualTo(5);
    int pay = calls.heaviestBelow(root);
    assertThat(calls.service(pay)).isEqualTo("pay");
    assertThat(calls.errors(pay)).isOne();
    assertThat(calls.start(pay)).isZero();
    int db = calls.beside(pay, true);
    assertThat(calls.spans(db)).isEqualTo(2);
    assertThat(calls.total(db)).isEqualTo(35);
    assertThat(calls.beside(db, false)).isEqualTo(pay);
    assertThat(calls.beside(pay, false)).isEqualTo(-1);
    assertThat(calls.heaviestBelow(db)).isEqualTo(-1);
    BitSet failed = new BitSet();
    failed.set(2);
    assertThat(calls.having(null)).isNull();
    assertThat(calls.having(failed)).isNotNull();
  }

  @Test
  void whereNothingTookTimeSpansAreCounted() {
    SpansBuilder spans = new SpansBuilder().span(1, 0, 5, 5).span(2, 1, 5, 5).span(3, 1, 5, 5);
    CallTree calls = CallTree.of(TraceData.of(spans.build()), -1);
    assertThat(calls.isCounted()).isTrue();
    int root = calls.heaviestBelow(0);
    assertThat(calls.total(root)).isEqualTo(3 * calls.self(root));
  }

  @Test
  void tenThousandLevelsAndFiftyThousandChildrenAreMerged() {
    CallTree deep = CallTree.of(TraceData.of(SpansBuilder.large(10_000, 1)), -1);
    assertThat(deep.depth()).isEqualTo(10_001);
    CallTree wide = CallTree.of(TraceData.of(SpansBuilder.large(50_001, 50_000)), -1);
    assertThat(wide.depth()).isEqualTo(3);
    assertThat(wide.width(2)).as("12 services times 97 operations").isEqualTo(12 * 97);
    check(wide, 0);
  }
}
