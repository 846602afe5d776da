package dev.eyepiece.ui.theme;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons of one set, in the colour that the style sheet gives them. */
public final class Icons {
  private Icons() {}

  /** An icon of 16 pixels. */
  public static FontIcon of(Feather glyph) {
    return of(glyph, 16);
  }

  public static FontIcon of(Feather glyph, int size) {
    FontIcon icon = new FontIcon(glyph);
    icon.setIconSize(size);
    return icon;
  }

  /** A quiet button that shows an icon and tells its purpose on hover and to a screen reader. */
  public static Button button(Feather glyph, String purpose, Runnable action) {
    Button button = new Button();
    button.setGraphic(of(glyph));
    button.getStyleClass().addAll("flat", "icon-button");
    button.setTooltip(new Tooltip(purpose));
    button.setAccessibleText(purpose);
    button.setOnAction(event -> action.run());
    return button;
  }
}
