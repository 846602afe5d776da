package dev.eyepiece.ui.receiver;

import dev.eyepiece.agent.ReceiverPort;
import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The ports that take OTLP, and what they ask of senders. FX thread only. */
final class PortsPane extends VBox {
  private List<ReceiverPort> shown = List.of();

  PortsPane() {
    super(6);
    setId("receiver-ports");
  }

  static List<String> words(ReceiverPort port) {
    String certificates =
        switch (port.certificates()) {
          case NONE -> "no certificates of senders";
          case OPTIONAL -> "certificates of senders optional";
          case REQUIRED -> "certificates of senders required";
        };
    return List.of(
        "gRPC, HTTP/1.1, HTTP/2",
        "protobuf, JSON",
        port.tls() ? "TLS, " + certificates : "no TLS",
        port.token() ? "token wanted" : "no token");
  }

  void show(List<ReceiverPort> ports) {
    if (ports.equals(shown)) {
      return;
    }
    shown = ports;
    getChildren().clear();
    for (ReceiverPort port : ports) {
      String url = port.url().toString();
      Label name = Kit.label(port.name(), "port-name");
      Label address = Kit.mono(url);
      Button copy = Kit.copyButton("Copy " + url, () -> url);
      HBox head = new HBox(8, name, address, copy);
      head.setAlignment(Pos.CENTER_LEFT);
      FlowPane line = new FlowPane(8, 4, head);
      words(port).forEach(word -> line.getChildren().add(Kit.chip(word)));
      line.setRowValignment(javafx.geometry.VPos.CENTER);
      getChildren().add(line);
    }
  }
}
