package dev.eyepiece.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class WindowMemoryTest {
  private static final Rectangle2D SIZE = new Rectangle2D(0, 0, 1200, 800);
  private static final List<Rectangle2D> TWO =
      List.of(new Rectangle2D(0, 0, 1920, 1080), new Rectangle2D(1920, 0, 1920, 1080));

  @Test
  void theWindowComesBackToWhereItWas() {
    assertThat(WindowMemory.place(2000, 40, SIZE, TWO))
        .isEqualTo(new Rectangle2D(2000, 40, 1200, 800));
  }

  @Test
  void aScreenThatIsGoneTakesNoWindowWithIt() {
    assertThat(WindowMemory.place(2000, 40, SIZE, TWO.subList(0, 1))).isNull();
    assertThat(WindowMemory.place(1919, 40, SIZE, TWO.subList(0, 1))).isNull();
    assertThat(WindowMemory.place(100, -300, SIZE, TWO)).isNull();
    assertThat(WindowMemory.place(100, 1075, SIZE, TWO)).isNull();
  }

  @Test
  void theFirstRunLeavesThePlaceToTheSystem() {
    assertThat(WindowMemory.place(Double.NaN, Double.NaN, SIZE, TWO)).isNull();
  }
}
