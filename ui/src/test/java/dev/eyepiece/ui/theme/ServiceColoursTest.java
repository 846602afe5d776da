package dev.eyepiece.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.ui.settings.Remembered;
import java.util.List;
import java.util.Map;
import javafx.scene.paint.Color;
import javafx.scene.paint.LinearGradient;
import org.junit.jupiter.api.Test;

class ServiceColoursTest {
  @Test
  void slotsAreGivenInTheOrderOfArrivalAndStay() {
    ServiceColours colours = new ServiceColours(List.of("cart", "mail", "cart"));
    assertThat(colours.slot("shop")).isEqualTo(2);
    assertThat(colours.slot("mail")).isEqualTo(1);
    assertThat(colours.slot("shop")).isEqualTo(2);
    assertThat(colours.order()).containsExactly("cart", "mail", "shop");
  }

  @Test
  void theNinthServiceIsHatchedInTheColourOfTheFirst() {
    Tokens tokens = Tokens.of(false);
    assertThat(tokens.servicePaint(0)).isEqualTo(tokens.service(0)).isInstanceOf(Color.class);
    assertThat(tokens.servicePaint(8))
        .isInstanceOfSatisfying(
            LinearGradient.class,
            hatch -> {
              assertThat(hatch.getStops().getFirst().getColor()).isEqualTo(tokens.service(0));
              assertThat(hatch.getStops().getLast().getColor()).isEqualTo(tokens.get("ground"));
              assertThat(hatch.getEndX()).as("45 degrees").isEqualTo(hatch.getEndY());
            });
  }

  @Test
  void aPinnedColourGoesBeforeTheOrder() {
    ServiceColours colours = new ServiceColours(List.of());
    for (int i = 0; i < 10; i++) {
      colours.slot("s" + i);
    }
    int before = colours.versionProperty().get();
    colours.pin("s9", 3);
    assertThat(colours.slot("s9")).isEqualTo(3);
    assertThat(colours.versionProperty().get()).isGreaterThan(before);
    colours.unpin("s9");
    assertThat(colours.slot("s9")).isEqualTo(9);
    assertThatThrownBy(() -> colours.pin("s9", 8)).hasMessageContaining("expected 0 to 7");
  }

  @Test
  void coloursComeBackInTheNextRun() {
    Remembered remembered = Remembered.inMemory();
    ServiceColours first = ColourMemory.open(remembered);
    first.slot("a b=c");
    first.slot("注文");
    first.pin("mail service", 7);
    ServiceColours second = ColourMemory.open(remembered);
    assertThat(second.slot("注文")).isEqualTo(1);
    assertThat(second.slot("a b=c")).isZero();
    assertThat(second.pins()).isEqualTo(Map.of("mail service", 7));
  }

  @Test
  void aFloodOfNamesIsNotKept() {
    ServiceColours colours = new ServiceColours(List.of());
    for (int i = 0; i < 30_000; i++) {
      assertThat(colours.slot("s" + i)).isNotNegative();
    }
    assertThat(colours.order()).hasSize(500);
  }

  @Test
  void whatWasKeptWrongIsLeftOut() {
    Remembered remembered = Remembered.inMemory();
    remembered.put("services.pinned", "9 a\nx b\n\n3 c\n4");
    assertThat(ColourMemory.open(remembered).pins()).isEqualTo(Map.of("c", 3));
  }
}
