package dev.eyepiece.ui.logs;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Severities;
import dev.eyepiece.ui.trace.AttributeGroup;
import dev.eyepiece.ui.trace.LogRow;
import dev.eyepiece.ui.trace.SearchActions;
import dev.eyepiece.ui.trace.ValueText;
import java.time.ZoneId;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One record whole: times exact, body, attributes, its trace. FX thread only. */
final class LogDetails extends ScrollPane {
  private static final int MOST_CHARS = 200_000;
  private static final double LINE = 17;

  private final LogsViewModel model;
  private final Navigator navigator;
  private final SearchActions actions;
  private final ZoneId zone;
  private final VBox box = new VBox();

  LogDetails(LogsViewModel model, Navigator navigator, SearchActions actions, ZoneId zone) {
    this.model = model;
    this.navigator = navigator;
    this.actions = actions;
    this.zone = zone;
    setId("log-details");
    box.getStyleClass().addAll("details-tab", "log-details");
    setContent(box);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setMinWidth(240);
    setMinHeight(120);
    model.selectedProperty().subscribe(this::show);
  }

  private void show(@Nullable LogRow row) {
    box.getChildren().clear();
    setVvalue(0);
    if (row == null) {
      return;
    }
    ScopedLog source = row.source();
    LogRecord log = source.log();
    Label title = Kit.label(row.service().isEmpty() ? "no service" : row.service(), "title");
    HBox head =
        new HBox(
            8,
            title,
            severityChip(row),
            Kit.grow(),
            Kit.copyButton("Copy the body", () -> ValueText.pretty(log.body())),
            Icons.button(Feather.X, "Close (Esc)", () -> model.selectedProperty().set(null)));
    head.setAlignment(Pos.CENTER_LEFT);
    box.getChildren().add(head);
    fact("time", log.timeUnixNano() == 0 ? "not known" : Formats.full(log.timeUnixNano(), zone));
    if (log.observedTimeUnixNano() != 0) {
      fact("observed", Formats.full(log.observedTimeUnixNano(), zone));
    }
    if (!log.eventName().toString().isEmpty()) {
      fact("event", log.eventName().toString());
    }
    trace(row);
    body(log);
    group("Attributes", log.attributes(), log.droppedAttributesCount(), true, "");
    group(
        "Resource",
        source.resource().attributes(),
        source.resource().droppedAttributesCount(),
        false,
        "resource.");
    String scope = (source.scope().name() + " " + source.scope().version()).strip();
    if (!scope.isEmpty()) {
      fact("scope", scope);
    }
  }

  /** The sender's word beside the number, where they say different things. */
  private static String severity(LogRow row) {
    LogRecord log = row.source().log();
    String name = Severities.name(row.range());
    String text = log.severityText().toString();
    String said = text.isEmpty() || text.equalsIgnoreCase(name) ? "" : ", “" + text + "”";
    return name + (log.severityNumber() == 0 ? "" : " " + log.severityNumber()) + said;
  }

  private void fact(String name, String value) {
    Label key = Kit.label(name, "detail-key");
    key.setMinWidth(72);
    Label text = Kit.label(value, "detail-value");
    text.setWrapText(true);
    box.getChildren().add(new HBox(8, key, text));
  }

  private void trace(LogRow row) {
    if (!row.hasTrace()) {
      return;
    }
    LogRecord log = row.source().log();
    Hyperlink open = new Hyperlink(row.traceId().toString());
    open.setId("log-trace");
    open.getStyleClass().addAll("mono", "id");
    open.setOnAction(event -> navigator.open(new Place.Trace(row.traceId(), log.spanId())));
    Hyperlink only = new Hyperlink("its records");
    only.getStyleClass().add("small");
    only.setMinWidth(USE_PREF_SIZE);
    open.setMinWidth(0);
    open.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    open.setEllipsisString("…");
    only.setOnAction(event -> model.toggle("trace", row.traceId().toString(), false));
    Label key = Kit.label("trace", "detail-key");
    key.setMinWidth(72);
    HBox line = new HBox(8, key, open, only);
    line.setAlignment(Pos.CENTER_LEFT);
    box.getChildren().add(line);
    if (log.spanId() != 0) {
      fact("span", TraceId.spanIdText(log.spanId()));
    }
  }

  /** The severity in its own colour, as the rows have it. */
  private static Label severityChip(LogRow row) {
    Label chip = Kit.chip(severity(row), "severity-chip");
    String colour = "-ep-" + Severities.token(row.range()).replace('.', '-');
    chip.setStyle("-fx-text-fill: " + colour + "; -fx-border-color: " + colour + ";");
    return chip;
  }

  private void body(LogRecord log) {
    String whole = ValueText.pretty(log.body());
    String text =
        whole.length() > MOST_CHARS
            ? whole.substring(0, MOST_CHARS)
                + "\n… "
                + Formats.count(whole.length() - MOST_CHARS)
                + " characters more; copy takes all"
            : whole;
    TextArea area = new TextArea(text);
    area.setId("log-body");
    area.setEditable(false);
    area.setWrapText(true);
    area.getStyleClass().add("code");
    long lines = text.lines().count() + text.length() / 60;
    area.setPrefHeight(Math.clamp(lines * LINE + 24, 48, 320));
    area.setMinHeight(area.getPrefHeight());
    box.getChildren().add(area);
  }

  private void group(
      String title, Attributes attributes, int dropped, boolean open, String prefix) {
    if (attributes.size() > 0 || dropped != 0) {
      Node group = new AttributeGroup(title, attributes, dropped, open, actions, prefix);
      box.getChildren().add(group);
    }
  }
}
