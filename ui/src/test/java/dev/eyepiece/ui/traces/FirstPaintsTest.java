package dev.eyepiece.ui.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class FirstPaintsTest {
  @Start
  void start(Stage stage) {
    stage.show();
  }

  @Test
  void a_frame_lets_a_few_draw_in_their_order_and_frames_come_until_all_have_drawn()
      throws Exception {
    List<Integer> drawn = new ArrayList<>();
    List<Integer> afterEach = new ArrayList<>();
    Platform.runLater(() -> {
      FirstPaints paints = new FirstPaints();
      for (int i = 0; i < 100; i++) {
        int number = i;
        paints.add(() -> drawn.add(number));
      }
      afterEach.add(drawn.size());
      paints.next();
      afterEach.add(drawn.size());
    });
    WaitForAsyncUtils.waitFor(
        30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(drawn::size).get() == 100);
    assertThat(afterEach.getFirst()).isZero();
    assertThat(afterEach.getLast()).isBetween(1, 50);
    assertThat(drawn).isSorted();
  }
}
