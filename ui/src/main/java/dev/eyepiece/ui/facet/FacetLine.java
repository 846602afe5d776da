package dev.eyepiece.ui.facet;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * One value of a facet: a click asks for it, the minus, Alt and a click or Delete excludes it. It
 * is used again for other values. FX thread only.
 */
final class FacetLine extends HBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final PseudoClass EXCLUDED = PseudoClass.getPseudoClass("excluded");

  private static final double MINUS = 20;

  private final Theme theme;
  private final FacetChoices choices;
  private final Label name = new Label();
  private final Label count = Kit.mono("", "muted");

  /** Room for the minus, which is made for the line that the pointer or the focus reaches. */
  private final StackPane room = new StackPane();

  private @Nullable Button minus;
  private @Nullable Tooltip tip;
  private String field = "";
  private FacetValue value = new FacetValue("", -1);

  FacetLine(Theme theme, FacetChoices choices) {
    this.theme = theme;
    this.choices = choices;
    getStyleClass().add("facet-line");
    setAlignment(Pos.CENTER_LEFT);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.CHECK_BOX);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.setEllipsisString("…");
    name.setMinWidth(0);
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    count.setMinWidth(Region.USE_PREF_SIZE);
    room.setMinSize(MINUS, MINUS);
    room.setPrefSize(MINUS, MINUS);
    getChildren().addAll(name, room, count);
    hoverProperty().subscribe(on -> reached());
    focusedProperty().subscribe(on -> reached());
    setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY) {
        requestFocus();
        toggle(event.isAltDown());
      }
    });
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  /** A list has many lines, and few of them are ever reached. */
  private void reached() {
    boolean on = isHover() || isFocused();
    if (on && minus == null) {
      minus = Icons.button(Feather.MINUS, "Exclude", () -> toggle(true));
      minus.getStyleClass().add("facet-minus");
      minus.setFocusTraversable(false);
      room.getChildren().add(minus);
    }
    if (minus != null) {
      minus.setVisible(on);
    }
    if (isHover() && tip == null) {
      tip = new Tooltip();
      Tooltip.install(name, tip);
    }
    tell();
  }

  private void tell() {
    if (tip != null) {
      tip.setText(Formats.middle(value.value(), 2_000));
    }
  }

  private void key(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code == KeyCode.ENTER || code == KeyCode.SPACE) {
      toggle(event.isAltDown());
      event.consume();
    } else if (code == KeyCode.DELETE || code == KeyCode.MINUS) {
      toggle(true);
      event.consume();
    }
  }

  private void toggle(boolean exclude) {
    choices.toggle(field, value.value(), exclude);
  }

  String value() {
    return value.value();
  }

  /** Shows a value; does nothing when it stands there already. */
  void show(Facet facet, FacetValue now) {
    boolean chosen = facet.isChosen(now.value());
    boolean excluded = facet.isExcluded(now.value());
    pseudoClassStateChanged(CHOSEN, chosen);
    pseudoClassStateChanged(EXCLUDED, excluded);
    if (!field.equals(facet.field()) || !value.value().equals(now.value()) || value.spans() < 0) {
      String shown = now.value().isEmpty() ? "(none)" : now.value().replace('\n', ' ');
      name.setText(shown.length() > 400 ? Formats.middle(shown, 400) : shown);
      name.setGraphic(facet.field().equals("service") ? Kit.dot(theme, now.value()) : null);
    }
    field = facet.field();
    value = now;
    tell();
    count.setText(Formats.count(now.spans()));
    setAccessibleText(
        facet.title()
            + " "
            + name.getText()
            + ", "
            + now.spans()
            + (chosen ? ", chosen" : excluded ? ", excluded" : ""));
  }

  /** The colours of the theme have changed. */
  void recolour() {
    if (field.equals("service")) {
      name.setGraphic(Kit.dot(theme, value.value()));
    }
  }
}
