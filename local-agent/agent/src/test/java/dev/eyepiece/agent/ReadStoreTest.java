package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.RecordCounts;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.StoreStats;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadStoreTest {
  private final AtomicLong nanos = new AtomicLong(-3);
  private final Others others = new Others();

  /** A store that another program writes a span to whenever it is looked at. */
  private static final class Others implements TelemetryStore {
    private int looks;
    private int questions;

    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public long sealedUpTo() {
      return 0;
    }

    @Override
    public void seal(List<? extends RecordBatch> batches) throws StoreException {
      throw new StoreException("this store was opened to be read");
    }

    @Override
    public TelemetrySnapshot snapshot(List<? extends RecordBatch> unsealed) throws StoreException {
      questions++;
      throw new StoreException("not asked here");
    }

    @Override
    public StoreStats stats() {
      RecordCounts held = new RecordCounts(looks, 0, 0, 0);
      return new StoreStats(held, RecordCounts.NONE, 100L * looks, Long.MAX_VALUE, 0, 0);
    }

    @Override
    public void rest() {
      looks++;
    }

    @Override
    public void close() {}
  }

  @Test
  void figuresAreLookedAtAnewWithAQuestionOnceTheyAreOld() {
    ReadStore store = new ReadStore(others, nanos::get);
    ask(store);
    assertThat(others.looks).as("as old as the store's opening").isZero();
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    ask(store);
    ask(store);
    assertThat(others.looks).as("one look for both").isEqualTo(1);
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(others.looks).as("nothing is asked while nobody asks").isEqualTo(1);
    ask(store);
    assertThat(others.looks).isEqualTo(2);
    assertThat(others.questions).isEqualTo(4);
  }

  private static void ask(ReadStore store) {
    try {
      store.take().close();
    } catch (StoreException e) {
      assertThat(e).hasMessage("not asked here");
    }
  }
}
