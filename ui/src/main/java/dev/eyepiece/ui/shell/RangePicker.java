package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.theme.Kit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The one time range: presets, and a fixed stretch by its two ends. FX thread only. */
final class RangePicker extends Button {
  private static final int[] PRESET_MINUTES = {5, 15, 30, 60, 360, 1440};

  private final Ambient ambient;
  private final InstantSource clock;
  private final ZoneId zone;
  private final ContextMenu menu = new ContextMenu();
  private final TextField from = new TextField();
  private final TextField to = new TextField();
  private final Label wrong = Kit.label("", "bad", "small");

  RangePicker(Ambient ambient, InstantSource clock, ZoneId zone) {
    this.ambient = ambient;
    this.clock = clock;
    this.zone = zone;
    setId("time-range");
    setGraphic(new FontIcon(Feather.CLOCK));
    getStyleClass().add("range");
    setMinWidth(USE_PREF_SIZE);
    setTooltip(new Tooltip("Time range (t); times are " + zone));
    setOnAction(event -> open());
    ambient
        .rangeProperty()
        .subscribe(range -> {
          setText(RangeText.compact(range, zone));
          setAccessibleText("Time range: " + getText());
        });
    fill();
  }

  private void fill() {
    menu.getStyleClass().add("range-menu");
    add(new Ambient.Range.All());
    for (int minutes : PRESET_MINUTES) {
      add(new Ambient.Range.Last(Duration.ofMinutes(minutes)));
    }
    from.setId("range-from");
    to.setId("range-to");
    List.of(from, to)
        .forEach(field -> {
          field.getStyleClass().add("mono");
          field.setPrefColumnCount(26);
          field.setOnAction(event -> take());
        });
    Button apply = new Button("Apply");
    apply.setId("range-apply");
    apply.setOnAction(event -> take());
    wrong.setWrapText(true);
    wrong.setMaxWidth(280);
    wrong.setId("range-wrong");
    wrong.managedProperty().bind(wrong.visibleProperty());
    wrong.setVisible(false);
    GridPane ends = new GridPane(8, 8);
    ends.addRow(0, Kit.label("From", "muted"), from);
    ends.addRow(1, Kit.label("To", "muted"), to);
    Label how = Kit.label(RangeText.EXPECTED, "muted", "tiny");
    VBox fixed = new VBox(8, ends, how, wrong, apply);
    fixed.getStyleClass().add("range-fixed");
    CustomMenuItem custom = new CustomMenuItem(fixed, false);
    menu.getItems().addAll(new SeparatorMenuItem(), custom);
  }

  private void add(Ambient.Range range) {
    MenuItem item = new MenuItem(RangeText.compact(range, zone));
    item.setOnAction(event -> ambient.rangeProperty().set(range));
    menu.getItems().add(item);
  }

  /** Opens the menu, filled with the range that is shown. */
  void open() {
    Instant now = clock.instant();
    switch (ambient.rangeProperty().get()) {
      case Ambient.Range.All all -> ends("", "now");
      case Ambient.Range.Last last -> ends("-" + last.length().toMinutes() + "m", "now");
      case Ambient.Range.Between between ->
          ends(
              RangeText.exact(between.at(now.getEpochSecond()).fromUnixNano(), zone),
              RangeText.exact(between.range().toUnixNano(), zone));
    }
    wrong.setVisible(false);
    menu.show(this, Side.BOTTOM, 0, 4);
  }

  private void ends(String start, String end) {
    from.setText(start);
    to.setText(end);
  }

  private void take() {
    try {
      ambient
          .rangeProperty()
          .set(RangeText.between(from.getText(), to.getText(), clock.instant(), zone));
      menu.hide();
    } catch (IllegalArgumentException e) {
      wrong.setText(e.getMessage());
      wrong.setVisible(true);
    }
  }
}
