package dev.eyepiece.ui.logs;

import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.list.EmptyParts;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
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
              case LogState.Waiting waiting -> EmptyParts.waiting();
              case LogState.NothingReceived none -> nothing();
              case LogState.NoMatch none -> noMatch(none);
              case LogState.Failed(String message) -> EmptyParts.failed(message, model::refresh);
            });
  }

  private List<Node> nothing() {
    String text =
        "export OTEL_EXPORTER_OTLP_ENDPOINT="
            + receiving.grpc()
            + "\nexport OTEL_EXPORTER_OTLP_PROTOCOL=grpc\nexport OTEL_LOGS_EXPORTER=otlp";
    return List.of(
        Kit.label("No log record has come yet", "title"),
        EmptyParts.sentence(
            "Log records stand here as soon as a program sends some. Paste this where it is"
                + " started; some languages need their logging bridge, too:"),
        EmptyParts.code(text),
        EmptyParts.sentence("If nothing comes, ./eyepiece doctor tells what is in the way."));
  }

  private List<Node> noMatch(LogState.NoMatch none) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(Kit.label("No log record matches", "title"));
    if (!none.search().isBlank()) {
      nodes.add(EmptyParts.search(none.search()));
      nodes.add(
          EmptyParts.way(
              "Clear the search",
              Formats.count(none.held(), "record"),
              () -> model.sought().search("")));
    }
    if (none.ranged()) {
      nodes.add(EmptyParts.way("Look at all that is held", "", model.sought()::allTime));
    }
    return nodes;
  }
}
