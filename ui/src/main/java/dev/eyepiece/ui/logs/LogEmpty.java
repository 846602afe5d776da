package dev.eyepiece.ui.logs;

import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What takes the place of the list while there is none, and what to do about it. */
final class LogEmpty extends VBox {
  private final LogsViewModel model;
  private final Receiving receiving;

  LogEmpty(LogsViewModel model, Receiving receiving) {
    this.model = model;
    this.receiving = receiving;
    setId("no-logs");
    getStyleClass().add("empty-pane");
    model.stateProperty().subscribe(this::show);
  }

  private void show(LogState state) {
    setVisible(!(state instanceof LogState.Shown));
    getChildren()
        .setAll(
            switch (state) {
              case LogState.Shown shown -> List.of();
              case LogState.Waiting waiting -> List.of();
              case LogState.NothingReceived none -> nothing();
              case LogState.NoMatch none -> noMatch(none);
              case LogState.Failed(String message) -> failed(message);
            });
  }

  private List<Node> nothing() {
    String text =
        "export OTEL_EXPORTER_OTLP_ENDPOINT="
            + receiving.grpc()
            + "\nexport OTEL_EXPORTER_OTLP_PROTOCOL=grpc\nexport OTEL_LOGS_EXPORTER=otlp";
    Label code = Kit.mono(text, "code");
    HBox line = new HBox(8, code, Kit.copyButton("Copy", () -> text));
    return List.of(
        Kit.label("No log record has come yet", "title"),
        sentence(
            "Log records stand here as soon as a program sends some. Paste this where it is"
                + " started; some languages need their logging bridge, too:"),
        line,
        sentence("If nothing comes, ./eyepiece doctor tells what is in the way."));
  }

  private List<Node> noMatch(LogState.NoMatch none) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(Kit.label("No log record matches", "title"));
    if (!none.search().isBlank()) {
      Label search = Kit.mono(none.search(), "code");
      search.setWrapText(true);
      nodes.add(search);
      nodes.add(
          way(
              "Clear the search",
              Formats.count(none.held()) + (none.held() == 1 ? " record" : " records"),
              () -> model.search("")));
    }
    if (none.ranged()) {
      nodes.add(way("Look at all that is held", "", model::allTime));
    }
    return nodes;
  }

  private static Node way(String title, String brings, Runnable action) {
    Hyperlink link = new Hyperlink(title);
    link.getStyleClass().add("way-out");
    link.setOnAction(event -> action.run());
    HBox line = new HBox(8, link, Kit.label(brings, "muted", "small"));
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private List<Node> failed(String message) {
    Label label = sentence(message);
    label.getStyleClass().add("bad");
    Button again = new Button("Try again");
    again.setOnAction(event -> model.refresh());
    return List.of(label, again);
  }

  private static Label sentence(String text) {
    Label label = Kit.label(text, "muted");
    label.setWrapText(true);
    return label;
  }
}
