package dev.eyepiece.ui.profiles;

import dev.eyepiece.profiler.ProfileKind;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** Starts and stops the profile of this host. FX thread only. */
final class HostProfileStrip extends HBox {
  private static final String RUNS = "What runs";
  private static final String WAITS = "What waits";

  HostProfileStrip(HostProfileModel model) {
    super(8);
    setId("host-profile");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().addAll("header-strip", "host-profile");
    ComboBox<String> kind = new ComboBox<>();
    kind.getItems().setAll(RUNS, WAITS);
    kind.setValue(RUNS);
    kind.setId("host-profile-kind");
    kind.setAccessibleText("kind of profile");
    TextField rate = field("host-profile-rate", "99 Hz", 70, "samples a second, 99 if empty");
    TextField process =
        field("host-profile-pid", "all processes", 110, "id of a process, all if empty");
    Button button = new Button("Profile this host");
    button.setId("host-profile-start");
    button.setMinWidth(Region.USE_PREF_SIZE);
    Label state = Kit.label("", "muted", "small");
    state.setId("host-profile-state");
    state.textProperty().bind(model.stateProperty());
    state.setMinWidth(0);
    Tooltip whole = new Tooltip();
    whole.textProperty().bind(model.stateProperty());
    whole.setWrapText(true);
    whole.setMaxWidth(600);
    state.setTooltip(whole);
    Runnable act =
        () -> {
          if (model.runningProperty().get()) {
            model.stop();
          } else {
            model.start(
                WAITS.equals(kind.getValue()) ? ProfileKind.OFF_CPU : ProfileKind.CPU,
                rate.getText(),
                process.getText());
          }
        };
    button.setOnAction(event -> act.run());
    rate.setOnAction(event -> act.run());
    process.setOnAction(event -> act.run());
    model
        .runningProperty()
        .subscribe(now -> {
          button.setText(now ? "Stop" : "Profile this host");
          button.setGraphic(Icons.of(now ? Feather.SQUARE : Feather.PLAY));
          kind.setDisable(now);
          rate.setDisable(now);
          process.setDisable(now);
        });
    model.busyProperty().subscribe(now -> button.setDisable(now));
    getChildren().setAll(button, kind, rate, process, state);
  }

  private static TextField field(String id, String prompt, double width, String meaning) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.setPrefWidth(width);
    field.setMinWidth(width);
    field.setAccessibleText(meaning);
    field.setTooltip(new Tooltip(meaning));
    return field;
  }
}
