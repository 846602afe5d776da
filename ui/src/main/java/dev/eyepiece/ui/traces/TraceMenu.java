package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;

/** What can be done with the chosen trace. One menu for all rows. FX thread only. */
final class TraceMenu {
  private static final int LONGEST = 40;

  private final TracesViewModel model;
  private final Consumer<String> told;
  private final ContextMenu menu = new ContextMenu();
  private final MenuItem service = new MenuItem();
  private final MenuItem noService = new MenuItem();
  private final MenuItem operation = new MenuItem();
  private final MenuItem noOperation = new MenuItem();

  TraceMenu(
      TracesViewModel model,
      Consumer<TraceRow> open,
      Consumer<TraceRow> mark,
      Consumer<String> told) {
    this.model = model;
    this.told = told;
    MenuItem opens = item("Open", open);
    menu.getItems()
        .addAll(
            opens,
            item("Mark, or compare with the marked (c)", mark),
            new SeparatorMenuItem(),
            item("Copy trace id", this::copyId),
            item("Copy name", row -> copy("the name", row.rootName())),
            item("Copy as JSON", this::copyJson),
            new SeparatorMenuItem(),
            service,
            noService,
            operation,
            noOperation);
    act(service, row -> model.toggle("service", row.rootService(), false));
    act(noService, row -> model.toggle("service", row.rootService(), true));
    act(operation, row -> model.toggle("name", row.rootName(), false));
    act(noOperation, row -> model.toggle("name", row.rootName(), true));
    menu.setOnShowing(event -> name());
  }

  ContextMenu menu() {
    return menu;
  }

  private MenuItem item(String title, Consumer<TraceRow> action) {
    MenuItem item = new MenuItem(title);
    act(item, action);
    return item;
  }

  private void act(MenuItem item, Consumer<TraceRow> action) {
    item.setOnAction(event -> {
      TraceRow row = row();
      if (row != null) {
        action.accept(row);
      }
    });
  }

  private @Nullable TraceRow row() {
    TraceId id = model.selectedProperty().get();
    int index = id == null ? -1 : model.indexOf(id);
    return index < 0 ? null : model.rows().get(index);
  }

  private void name() {
    TraceRow row = row();
    menu.getItems().forEach(item -> item.setDisable(row == null));
    if (row != null) {
      String named = Formats.middle(row.rootService(), LONGEST);
      String operated = Formats.middle(row.rootName(), LONGEST);
      service.setText("Only service " + named);
      noService.setText("Not service " + named);
      operation.setText("Only operation " + operated);
      noOperation.setText("Not operation " + operated);
    }
  }

  void copyId(TraceRow row) {
    copy("trace id " + row.traceId(), row.traceId().toString());
  }

  private void copyJson(TraceRow row) {
    StringBuilder json = new StringBuilder();
    try {
      TableExport.json(List.of(row), json);
    } catch (IOException e) {
      // A StringBuilder takes everything.
      throw new UncheckedIOException(e);
    }
    copy("the row", json.toString());
  }

  private void copy(String what, String text) {
    Kit.copy(text);
    told.accept("Copied " + what);
  }
}
