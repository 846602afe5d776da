package dev.eyepiece.ui.traces;

import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.list.EmptyParts;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
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
              case ListState.Waiting waiting -> EmptyParts.waiting();
              case ListState.NothingReceived none -> nothing();
              case ListState.NoMatch none -> noMatch(none);
              case ListState.Failed(String message) -> EmptyParts.failed(message, model::refresh);
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
        EmptyParts.sentence(
            "Traces stand here as soon as a program sends its first spans. Paste this where it is"
                + " started:"),
        tabs,
        EmptyParts.sentence("If nothing comes, ./eyepiece doctor tells what is in the way."));
  }

  private static Tab tab(String title, String text) {
    return new Tab(title, EmptyParts.code(text));
  }

  private List<Node> noMatch(ListState.NoMatch none) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(Kit.label("No trace matches", "title"));
    if (!none.search().isBlank()) {
      nodes.add(EmptyParts.search(none.search()));
      nodes.add(
          EmptyParts.sentence(
              "Without this search "
                  + traces(none.before())
                  + (none.before() == 1 ? " is there." : " are there.")));
    }
    for (Listing.Drop drop : none.drops()) {
      nodes.add(
          EmptyParts.way(
              "Leave out " + Formats.middle(drop.term(), 60),
              traces(drop.traces()),
              () -> model.sought().search(drop.without().text())));
    }
    if (!none.search().isBlank()) {
      nodes.add(
          EmptyParts.way(
              "Clear the search", traces(none.before()), () -> model.sought().search("")));
    }
    if (none.boxed()) {
      nodes.add(
          EmptyParts.way(
              "Take the box away", "", () -> model.within(dev.eyepiece.store.TraceBounds.ANY)));
    }
    if (none.ranged()) {
      nodes.add(EmptyParts.way("Look at all that is held", "", model.sought()::allTime));
    }
    return nodes;
  }

  private static String traces(long count) {
    return Formats.count(count, "trace");
  }
}
