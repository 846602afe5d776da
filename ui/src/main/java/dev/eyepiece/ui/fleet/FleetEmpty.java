package dev.eyepiece.ui.fleet;

import dev.eyepiece.ui.theme.Kit;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What to do so that an agent reports here. FX thread only. */
final class FleetEmpty extends VBox {
  FleetEmpty(String endpoint, String trouble) {
    setId("fleet-empty");
    getStyleClass().add("fleet-empty");
    getChildren().add(Kit.label("No agent has reported yet", "title"));
    if (endpoint.isEmpty()) {
      Label why = sentence(trouble.isEmpty() ? "OpAMP is off." : "OpAMP is off: " + trouble);
      why.getStyleClass().add("bad");
      getChildren()
          .addAll(why, sentence("Start with --opamp HOST:PORT, or change the setting opamp."));
      return;
    }
    String socket = "ws" + endpoint.substring("http".length());
    TabPane tabs = new TabPane();
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.getTabs()
        .addAll(
            tab(
                "Supervisor",
                "server: {endpoint: "
                    + socket
                    + "}\ncapabilities: {accepts_remote_config: true, reports_remote_config: true,"
                    + "\n  reports_available_components: true}"
                    + "\nagent: {executable: ./otelcol-contrib}\nstorage: {directory: ./supervisor}"),
            tab(
                "Collector",
                "extensions:\n  opamp:\n    server: {ws: {endpoint: "
                    + socket
                    + "}}\nservice:\n  extensions: [opamp]"),
            tab("Another Eyepiece", "./eyepiece serve --opamp-connect " + socket));
    getChildren()
        .addAll(
            sentence(
                "Agents that speak OpAMP stand here as soon as they connect to "
                    + socket
                    + " or "
                    + endpoint
                    + ". A supervisor takes configs from here; a collector's extension alone"
                    + " reports and takes none."),
            tabs);
  }

  private static Label sentence(String text) {
    Label label = Kit.label(text, "muted");
    label.setWrapText(true);
    return label;
  }

  private static Tab tab(String title, String text) {
    Label code = Kit.mono(text, "code");
    code.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(code, Priority.ALWAYS);
    HBox line = new HBox(8, code, Kit.copyButton("Copy the settings for " + title, () -> text));
    line.setStyle("-fx-padding: 8 0 0 0; -fx-alignment: top-left");
    return new Tab(title, line);
  }
}
