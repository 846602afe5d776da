package dev.eyepiece.ui.overview;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What works on this machine and what to do about the rest, looked at on demand. */
final class DoctorPane extends VBox {
  private final Supplier<List<Finding>> doctor;
  private final Background background;
  private final GridPane findings = new GridPane(12, 6);
  private final Hyperlink look = new Hyperlink("Look at this machine");

  DoctorPane(Supplier<List<Finding>> doctor, Background background) {
    super(8);
    this.doctor = doctor;
    this.background = background;
    setId("doctor");
    look.setId("doctor-look");
    look.setOnAction(event -> look());
    look.setStyle("-fx-padding: 0");
    Button again = Icons.button(Feather.REFRESH_CW, "Look again", this::look);
    again.visibleProperty().bind(look.visibleProperty().not());
    HBox head = new HBox(8, Kit.label("Doctor", "title"), again);
    head.setAlignment(Pos.CENTER_LEFT);
    look.managedProperty().bind(look.visibleProperty());
    getChildren().addAll(head, look, findings);
  }

  void look() {
    background.run("Look at this machine", doctor::get, this::show, this::failed);
  }

  private void failed(Throwable problem) {
    look.setVisible(true);
    findings.getChildren().clear();
    findings.addRow(0, Kit.label("Not possible: " + problem.getMessage(), "bad", "small"));
  }

  private void show(List<Finding> all) {
    look.setVisible(false);
    findings.getChildren().clear();
    for (Finding finding : all) {
      Label level = Kit.label(finding.level().name().toLowerCase(Locale.ROOT), "tiny");
      level.getStyleClass().add(style(finding.level()));
      level.setMinWidth(Region.USE_PREF_SIZE);
      Label topic = Kit.label(finding.topic(), "small");
      topic.setMinWidth(Region.USE_PREF_SIZE);
      Label what = Kit.label(finding.what(), "muted", "small");
      what.setWrapText(true);
      VBox text = new VBox(what);
      if (!finding.todo().isEmpty()) {
        Label todo = Kit.label("→ " + finding.todo(), "small");
        todo.setWrapText(true);
        text.getChildren().add(todo);
      }
      GridPane.setHgrow(text, Priority.ALWAYS);
      findings.addRow(findings.getRowCount(), level, topic, text);
    }
    findings.getChildren().forEach(node -> GridPane.setValignment(node, javafx.geometry.VPos.TOP));
  }

  private static String style(Finding.Level level) {
    return switch (level) {
      case OK -> "good";
      case INFO -> "muted";
      case WARNING -> "warn";
      case FAILURE -> "bad";
    };
  }
}
