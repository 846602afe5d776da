package dev.eyepiece.ui.settings;

import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Every setting, and the colours of services. FX thread only. */
public final class SettingsView implements View {
  static final double WIDTH = 920;

  private final SettingsModel model;
  private final ServicePins pins;
  private final Map<String, SettingRow> rows = new HashMap<>();
  private final VBox page = new VBox();
  private final ScrollPane root = new ScrollPane(page);

  /**
   * @param forwarding goes to the endpoints that have a page of their own
   */
  public SettingsView(SettingsModel model, Theme theme, Runnable forwarding) {
    this.model = model;
    pins = new ServicePins(theme);
    page.getStyleClass().add("page");
    page.setFillWidth(true);
    root.getStyleClass().add("view");
    root.setFitToWidth(true);
    root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    root.setId("settings");
    build(model.linesProperty().get(), forwarding);
    model.linesProperty().subscribe((old, now) -> now.forEach(this::update));
  }

  private void build(List<SettingLine> lines, Runnable forwarding) {
    Label order =
        Kit.label(
            "An option goes before the environment, that before the settings file.",
            "muted",
            "small");
    Label file = Kit.mono(model.file(), "muted");
    HBox where =
        new HBox(8, file, Kit.copyButton("Copy the path of the settings file", () -> model.file()));
    where.setAlignment(Pos.CENTER_LEFT);
    page.getChildren().add(new VBox(4, Kit.label("Settings", "title"), order, where));
    String group = "";
    GridPane grid = new GridPane();
    for (SettingLine line : lines) {
      if (!line.meaning().group().equals(group)) {
        group = line.meaning().group();
        grid = grid();
        page.getChildren().addAll(Kit.label(group, "title"), grid);
        if (group.equals("Window")) {
          page.getChildren().add(pins.node());
        } else if (group.equals("Forwarding")) {
          page.getChildren().add(button(forwarding));
        }
      }
      SettingRow row = new SettingRow(model, line);
      rows.put(line.key(), row);
      row.addTo(grid, line);
    }
  }

  private static Button button(Runnable forwarding) {
    Button button = new Button("Endpoints and how they are");
    button.setId("open-forwarding");
    button.setOnAction(event -> forwarding.run());
    return button;
  }

  private static GridPane grid() {
    GridPane grid = new GridPane(24, 16);
    grid.setMaxWidth(WIDTH);
    ColumnConstraints what = new ColumnConstraints(180);
    ColumnConstraints value = new ColumnConstraints();
    value.setHgrow(Priority.ALWAYS);
    value.setMinWidth(0);
    grid.getColumnConstraints().addAll(what, value);
    return grid;
  }

  private void update(SettingLine line) {
    SettingRow row = rows.get(line.key());
    if (row != null) {
      row.show(line);
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    pins.show();
  }

  @Override
  public void hide() {}

  @Override
  public List<KeyHint> keys() {
    return List.of();
  }
}
