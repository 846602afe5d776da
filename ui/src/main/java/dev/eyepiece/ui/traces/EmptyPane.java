package dev.eyepiece.ui.traces;

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
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What takes the place of the list while there is none, and what to do about it. */
final class EmptyPane extends VBox {
  private final TracesViewModel model;
  private final Receiving receiving;

  EmptyPane(TracesViewModel model, Receiving receiving) {
    this.model = model;
    this.receiving = receiving;
    setId("no-traces");
    getStyleClass().add("empty-pane");
    model.stateProperty().subscribe(this::show);
  }

  private void show(ListState state) {
    setVisible(!(state instanceof ListState.Shown));
    getChildren()
        .setAll(
            switch (state) {
              case ListState.Shown shown -> List.of();
              case ListState.Waiting waiting -> List.of();
              case ListState.NothingReceived none -> nothing();
              case ListState.NoMatch none -> noMatch(none);
              case ListState.Failed(String message) -> List.of(failed(message), retry());
            });
  }

  private List<Node> nothing() {
    TabPane tabs = new TabPane();
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.getTabs()
        .addAll(
            tab(
                "gRPC",
                "export OTEL_EXPORTER_OTLP_ENDPOINT="
                    + receiving.grpc()
                    + "\nexport OTEL_EXPORTER_OTLP_PROTOCOL=grpc"),
            tab(
                "HTTP",
                "export OTEL_EXPORTER_OTLP_ENDPOINT="
                    + receiving.http()
                    + "\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"),
            tab(
                "Collector",
                "exporters:\n  otlp_grpc/eyepiece:\n    endpoint: "
                    + receiving.grpc().replaceFirst("^https?://", "")
                    + "\n    tls:\n      insecure: true"));
    return List.of(
        Kit.label("No trace has come yet", "title"),
        sentence(
            "Traces stand here as soon as a program sends its first spans. Paste this where it is"
                + " started:"),
        tabs,
        sentence("If nothing comes, ./eyepiece doctor tells what is in the way."));
  }

  private static Tab tab(String title, String text) {
    Label code = Kit.mono(text, "code");
    code.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(code, Priority.ALWAYS);
    HBox line = new HBox(8, code, Kit.copyButton("Copy", () -> text));
    line.getStyleClass().add("empty-code");
    return new Tab(title, line);
  }

  private List<Node> noMatch(ListState.NoMatch none) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(Kit.label("No trace matches", "title"));
    if (!none.search().isBlank()) {
      Label search = Kit.mono(none.search(), "code");
      search.setWrapText(true);
      nodes.add(search);
      nodes.add(
          sentence(
              "Without this search "
                  + Formats.count(none.before())
                  + (none.before() == 1 ? " trace is" : " traces are")
                  + " there."));
    }
    for (Listing.Drop drop : none.drops()) {
      nodes.add(
          way(
              "Leave out " + Formats.middle(drop.term(), 60),
              traces(drop.traces()),
              () -> model.search(drop.without().text())));
    }
    if (!none.search().isBlank()) {
      nodes.add(way("Clear the search", traces(none.before()), () -> model.search("")));
    }
    if (none.boxed()) {
      nodes.add(
          way("Take the box away", "", () -> model.within(dev.eyepiece.store.TraceBounds.ANY)));
    }
    if (none.ranged()) {
      nodes.add(way("Look at all that is held", "", model::allTime));
    }
    return nodes;
  }

  private static String traces(long count) {
    return Formats.count(count) + (count == 1 ? " trace" : " traces");
  }

  private static Node way(String title, String brings, Runnable action) {
    Hyperlink link = new Hyperlink(title);
    link.getStyleClass().add("way-out");
    link.setOnAction(event -> action.run());
    HBox line = new HBox(8, link, Kit.label(brings, "muted", "small"));
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private static Label failed(String message) {
    Label label = sentence(message);
    label.getStyleClass().add("bad");
    return label;
  }

  private Node retry() {
    Button again = new Button("Try again");
    again.setOnAction(event -> model.refresh());
    return again;
  }

  private static Label sentence(String text) {
    Label label = Kit.label(text, "muted");
    label.setWrapText(true);
    return label;
  }
}
