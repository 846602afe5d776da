package dev.eyepiece.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class FxWatchdogTest {
  @Test
  void aBlockedFxThreadIsCaughtAndNamed() throws Exception {
    FxWatchdog watchdog = new FxWatchdog();
    awaitSigns(watchdog, 3);
    CountDownLatch never = new CountDownLatch(1);
    Platform.runLater(() -> {
      try {
        assertThat(never.await(700, TimeUnit.MILLISECONDS)).isFalse();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    awaitLate(watchdog);
    assertThat(watchdog.figures().longest().getFirst().looks().getFirst().renderer())
        .anyMatch(frame -> frame.contains("QuantumRenderer"));
    assertThatThrownBy(watchdog::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("TIMED_WAITING")
        .hasMessageContaining("FxWatchdogTest");
  }

  @Test
  void anIdleFxThreadIsNotCaught() throws Exception {
    try (FxWatchdog watchdog = new FxWatchdog()) {
      awaitSigns(watchdog, 10);
    }
  }

  private static void awaitSigns(FxWatchdog watchdog, long signs) throws Exception {
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> watchdog.figures().signs() >= signs);
  }

  private static void awaitLate(FxWatchdog watchdog) throws Exception {
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> watchdog.figures().late() > 0);
  }
}
