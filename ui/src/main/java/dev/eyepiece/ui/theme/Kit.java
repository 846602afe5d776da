package dev.eyepiece.ui.theme;

import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.StrokeType;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** Small pieces that many views are made of. FX thread only. */
public final class Kit {
  private static final Duration SAID = Duration.millis(1500);

  private Kit() {}

  public static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    return label;
  }

  /** Numbers, times, ids: figures of one width. */
  public static Label mono(String text, String... styles) {
    Label label = label(text, styles);
    label.getStyleClass().add("mono");
    return label;
  }

  /** A short word in a box. */
  public static Label chip(String text, String... styles) {
    Label label = label(text, styles);
    label.getStyleClass().add("chip");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  /** A key as it stands on the keyboard. */
  public static Label key(String key) {
    Label label = label(key, "key");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  /** A dot in the colour of a service; hatched from the ninth service on, when colours repeat. */
  public static Circle dot(Theme theme, String service) {
    int slot = theme.services().slot(service);
    Circle dot = new Circle(4, theme.tokens().servicePaint(slot));
    if (slot >= ServiceColours.PALETTE) {
      // Without an edge a hatched dot of this size has no shape.
      dot.setRadius(4.5);
      dot.setStroke(theme.tokens().service(slot));
      dot.setStrokeType(StrokeType.INSIDE);
    }
    return dot;
  }

  /** Takes the room that is left. */
  public static Region grow() {
    Region region = new Region();
    HBox.setHgrow(region, Priority.ALWAYS);
    return region;
  }

  public static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  /** A button that copies and says so for a moment. */
  public static Button copyButton(String purpose, Supplier<String> text) {
    Button button = new Button();
    button.setGraphic(Icons.of(Feather.COPY));
    button.getStyleClass().addAll("flat", "icon-button", "copy");
    button.setTooltip(new Tooltip(purpose));
    button.setAccessibleText(purpose);
    PauseTransition back = new PauseTransition(SAID);
    back.setOnFinished(event -> button.setGraphic(Icons.of(Feather.COPY)));
    button.setOnAction(event -> {
      copy(text.get());
      button.setGraphic(Icons.of(Feather.CHECK));
      back.playFromStart();
    });
    return button;
  }
}
