package dev.eyepiece.ui.overview;

import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** What to paste into a program so that it sends here. */
public final class Snippets {
  private Snippets() {}

  /** A text to paste, and for whom. */
  record Snippet(String title, String text) {}

  static List<Snippet> of(Receiving to) {
    return List.of(
        new Snippet(
            "gRPC",
            "export OTEL_EXPORTER_OTLP_ENDPOINT="
                + to.grpc()
                + "\nexport OTEL_EXPORTER_OTLP_PROTOCOL=grpc"),
        new Snippet(
            "HTTP",
            "export OTEL_EXPORTER_OTLP_ENDPOINT="
                + to.http()
                + "\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"),
        new Snippet(
            "Collector",
            "exporters:\n  otlp/eyepiece:\n    endpoint: "
                + to.grpc().replaceFirst("^https?://", "")
                + "\n    tls:\n      insecure: "
                + to.grpc().startsWith("http:")),
        new Snippet(
            "Java",
            "java -javaagent:opentelemetry-javaagent.jar \\\n  -Dotel.service.name=my-service \\\n"
                + "  -Dotel.exporter.otlp.endpoint="
                + to.http()
                + " \\\n  -jar my-service.jar"),
        new Snippet(
            "Python",
            "OTEL_SERVICE_NAME=my-service \\\nOTEL_EXPORTER_OTLP_ENDPOINT="
                + to.grpc()
                + " \\\n  opentelemetry-instrument python my_service.py"),
        new Snippet(
            "Node.js",
            "OTEL_SERVICE_NAME=my-service \\\nOTEL_EXPORTER_OTLP_ENDPOINT="
                + to.http()
                + " \\\n  node --require @opentelemetry/auto-instrumentations-node/register app.js"),
        new Snippet("Any", "./eyepiece run -- COMMAND"));
  }

  /** All of them, each with a button that copies it. */
  public static TabPane pane(Receiving to) {
    TabPane tabs = new TabPane();
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.setId("snippets");
    tabs.getStyleClass().add("dense-tabs");
    of(to).forEach(snippet -> tabs.getTabs().add(tab(snippet)));
    return tabs;
  }

  private static Tab tab(Snippet snippet) {
    Label code = new Label(snippet.text());
    code.getStyleClass().add("code");
    code.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    code.setAlignment(Pos.TOP_LEFT);
    code.setWrapText(true);
    code.setMinHeight(Region.USE_PREF_SIZE);
    Button copy = Kit.copyButton("Copy the settings for " + snippet.title(), snippet::text);
    copy.setId("copy-" + snippet.title());
    StackPane box = new StackPane(code, copy);
    StackPane.setAlignment(copy, Pos.TOP_RIGHT);
    box.setStyle("-fx-padding: 8 0 0 0");
    box.setMinWidth(0);
    return new Tab(snippet.title(), box);
  }
}
