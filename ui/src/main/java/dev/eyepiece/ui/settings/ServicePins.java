package dev.eyepiece.ui.settings;

import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;

/** The services that were seen, each with its colour, which can be chosen. FX thread only. */
final class ServicePins {
  private static final int MOST = 200;

  private final Theme theme;
  private final FlowPane services = new FlowPane(8, 8);
  private final VBox root;

  ServicePins(Theme theme) {
    this.theme = theme;
    services.setId("service-colours");
    services.setPrefWrapLength(SettingsView.WIDTH);
    services.setMaxWidth(SettingsView.WIDTH);
    root =
        new VBox(
            8,
            Kit.label("Colours of services", "title"),
            Kit.label(
                "One colour for a service in every view. Press one to choose another; from the"
                    + " ninth service on colours come again, hatched.",
                "muted",
                "small"),
            services);
    theme.tokensProperty().subscribe((old, now) -> show());
  }

  Node node() {
    return root;
  }

  void show() {
    List<String> order = theme.services().order();
    root.setVisible(!order.isEmpty());
    root.setManaged(!order.isEmpty());
    services.getChildren().setAll(order.stream().limit(MOST).map(this::button).toList());
  }

  private Button button(String service) {
    boolean pinned = theme.services().pins().containsKey(service);
    Button button = new Button((service.isEmpty() ? "(no name)" : service) + (pinned ? " •" : ""));
    button.setMnemonicParsing(false);
    button.setGraphic(Kit.dot(theme, service));
    button.setAlignment(Pos.CENTER_LEFT);
    button.setMaxWidth(260);
    button.getStyleClass().add("service-pin");
    button.setTooltip(new Tooltip(pinned ? service + ", chosen" : service));
    button.setOnAction(event -> menu(service).show(button, javafx.geometry.Side.BOTTOM, 0, 4));
    return button;
  }

  private ContextMenu menu(String service) {
    ContextMenu menu = new ContextMenu();
    for (int slot = 0; slot < ServiceColours.PALETTE; slot++) {
      int colour = slot;
      MenuItem item =
          new MenuItem("Colour " + (slot + 1), new Circle(6, theme.tokens().service(slot)));
      item.setOnAction(event -> theme.pin(service, colour));
      menu.getItems().add(item);
    }
    MenuItem free = new MenuItem("By order of arrival");
    free.setOnAction(event -> theme.pin(service, -1));
    menu.getItems().add(free);
    return menu;
  }
}
