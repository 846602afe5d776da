package dev.eyepiece.ui.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FxFaultsTest {
  private final Logger logger = Logger.getLogger(FxFaults.class.getName());
  private final List<LogRecord> records = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private static Throwable fault() {
    return new IllegalStateException("no such row");
  }

  @Test
  void a_fault_is_a_line_that_names_our_place_and_no_stack() {
    new FxFaults(() -> false).uncaughtException(Thread.currentThread(), fault());
    assertThat(records)
        .singleElement()
        .satisfies(record -> {
          assertThat(record.getThrown()).isNull();
          assertThat(record.getMessage())
              .contains("IllegalStateException: no such row at ")
              .contains("FxFaultsTest.fault");
        });
  }

  @Test
  void a_fault_of_every_frame_is_said_twenty_times() {
    FxFaults faults = new FxFaults(() -> false);
    for (int i = 0; i < 1_000; i++) {
      faults.uncaughtException(Thread.currentThread(), fault());
    }
    assertThat(records).hasSize(20);
  }

  @Test
  void what_fails_while_the_window_closes_is_not_said() {
    AtomicBoolean closing = new AtomicBoolean();
    FxFaults faults = new FxFaults(closing::get);
    closing.set(true);
    faults.uncaughtException(Thread.currentThread(), fault());
    assertThat(records).isEmpty();
  }
}
