package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import org.junit.jupiter.api.Test;

class RingTest {
  @Test
  void atRestAnEighthOfTheCapStaysAndAllThatIsNotSealed() {
    TestTraces traces = new TestTraces(1, false);
    SymbolTable symbols = new SymbolTable();
    RecordBatch one = traces.batch(20, symbols);
    long cap = one.retainedBytes() * 40;
    Ring ring = new Ring(cap);
    for (int i = 0; i < 30; i++) {
      ring.append(one.withId(i, i), i);
    }
    ring.sealed(19);
    assertThat(ring.bytes()).isEqualTo(one.retainedBytes() * 30);
    ring.rest();
    assertThat(ring.bytes()).isEqualTo(one.retainedBytes() * 10);
    assertThat(ring.unsealedBytes()).isEqualTo(one.retainedBytes() * 10);
    ring.sealed(29);
    ring.rest();
    assertThat(ring.bytes()).isEqualTo(one.retainedBytes() * 5).isLessThanOrEqualTo(cap / 8);
  }
}
