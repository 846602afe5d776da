package dev.eyepiece.ui.settings;

import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.theme.Theme;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** The theme, and where things are. FX thread only. */
public final class SettingsView implements View {
  private final VBox root = new VBox();

  public SettingsView(Theme theme, Receiving receiving) {
    root.getStyleClass().addAll("view", "page");
    Label title = new Label("Settings");
    title.getStyleClass().add("title");
    CheckBox dark = new CheckBox("Dark theme");
    dark.setId("dark-theme");
    dark.selectedProperty().bindBidirectional(theme.darkProperty());
    GridPane places = new GridPane(24, 8);
    row(places, 0, "OTLP over gRPC", receiving.grpc());
    row(places, 1, "OTLP over HTTP", receiving.http());
    row(places, 2, "Local API", receiving.api());
    row(places, 3, "Data folder", receiving.dataFolder());
    Label hint =
        new Label(
            "Ports, the data folder, caps and what an acknowledgement means are set by options,"
                + " the environment or the settings file; ./eyepiece --help names them.");
    hint.getStyleClass().addAll("muted", "small");
    hint.setWrapText(true);
    root.getChildren().addAll(title, dark, places, hint);
  }

  private static void row(GridPane grid, int row, String name, String value) {
    Label label = new Label(name);
    label.getStyleClass().add("muted");
    Label text = new Label(value);
    text.getStyleClass().add("mono");
    grid.addRow(row, label, text);
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {}

  @Override
  public void hide() {}

  @Override
  public List<KeyHint> keys() {
    return List.of();
  }
}
