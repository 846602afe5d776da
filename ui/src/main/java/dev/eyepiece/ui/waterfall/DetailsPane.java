package dev.eyepiece.ui.waterfall;

import dev.eyepiece.store.SpanEnums;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanLink;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.Formats;
import java.time.ZoneId;
import java.util.HexFormat;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One span in full: attributes, events, links. FX thread only. */
final class DetailsPane extends BorderPane {
  private final Navigator navigator;
  private final ZoneId zone;
  private final VBox attributes = new VBox(2);
  private final VBox events = new VBox(2);
  private final VBox links = new VBox(2);
  private final Tab eventsTab = tab("Events", events);
  private final Tab linksTab = tab("Links", links);

  DetailsPane(Navigator navigator, ZoneId zone) {
    this.navigator = navigator;
    this.zone = zone;
    getStyleClass().add("details");
    setId("details");
    TabPane tabs = new TabPane(tab("Attributes", attributes), eventsTab, linksTab);
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    setCenter(tabs);
    setMinWidth(240);
    show(null);
  }

  private static Tab tab(String title, VBox content) {
    content.setStyle("-fx-padding: 4 12 12 12");
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    return new Tab(title, scroll);
  }

  void show(@Nullable SpanRecord record) {
    attributes.getChildren().clear();
    events.getChildren().clear();
    links.getChildren().clear();
    eventsTab.setText("Events");
    linksTab.setText("Links");
    if (record == null) {
      Label none = new Label("Select a span to see all of it.");
      none.getStyleClass().add("muted");
      attributes.getChildren().add(none);
      return;
    }
    Span span = record.span();
    eventsTab.setText("Events " + span.events().size());
    linksTab.setText("Links " + span.links().size());
    showSpan(record, span);
    span.events().forEach(event -> showEvent(span, event));
    span.links().forEach(this::showLink);
    dropped(events, span.droppedEventsCount(), "events");
    dropped(links, span.droppedLinksCount(), "links");
  }

  private void showSpan(SpanRecord record, Span span) {
    Label title = new Label(span.name().toString());
    title.getStyleClass().add("title");
    title.setWrapText(true);
    attributes.getChildren().add(title);
    pair(attributes, "kind", SpanEnums.name(SpanEnums.KIND, span.kind()));
    pair(
        attributes,
        "status",
        SpanEnums.name(SpanEnums.STATUS, span.statusCode())
            + (span.statusMessage().isEmpty() ? "" : ": " + span.statusMessage()));
    pair(attributes, "start", Formats.full(span.startUnixNano(), zone));
    pair(attributes, "end", Formats.full(span.endUnixNano(), zone));
    pair(
        attributes,
        "duration",
        Formats.duration(span.durationNano()) + "  (" + span.durationNano() + " ns)");
    pair(attributes, "span id", TraceId.spanIdText(span.spanId()));
    if (span.parentSpanId() != 0) {
      pair(attributes, "parent id", TraceId.spanIdText(span.parentSpanId()));
    }
    if (!span.traceState().isEmpty()) {
      pair(attributes, "trace state", span.traceState().toString());
    }
    group("SPAN", span.attributes(), span.droppedAttributesCount());
    group("RESOURCE", record.resource().attributes(), record.resource().droppedAttributesCount());
    section(attributes, "SCOPE");
    pair(attributes, "name", record.scope().name() + " " + record.scope().version());
    all(attributes, record.scope().attributes());
  }

  private void group(String title, Attributes group, int dropped) {
    section(attributes, title);
    all(attributes, group);
    dropped(attributes, dropped, "attributes");
  }

  private static void section(VBox into, String title) {
    Label label = new Label(title);
    label.getStyleClass().add("section-title");
    into.getChildren().add(label);
  }

  private static void all(VBox into, Attributes group) {
    for (int i = 0; i < group.size(); i++) {
      pair(into, group.key(i).toString(), text(group.value(i)));
    }
  }

  private static void dropped(VBox into, int count, String what) {
    if (count != 0) {
      Label label =
          new Label(Integer.toUnsignedString(count) + " " + what + " were dropped by the sender");
      label.getStyleClass().addAll("small", "bad");
      into.getChildren().add(label);
    }
  }

  /** Key above value; the value can be selected and copied, and keeps its lines. */
  private static void pair(VBox into, String key, String value) {
    Label name = new Label(key);
    name.getStyleClass().add("detail-key");
    into.getChildren().add(name);
    if (value.indexOf('\n') >= 0 || value.length() > 120) {
      Label lines = new Label(value.length() > 20_000 ? value.substring(0, 20_000) + "…" : value);
      lines.getStyleClass().add("code");
      lines.setWrapText(true);
      lines.setMaxWidth(Double.MAX_VALUE);
      into.getChildren().add(lines);
    } else {
      TextField field = new TextField(value);
      field.setEditable(false);
      field.getStyleClass().add("detail-value");
      field.setStyle(
          "-fx-background-color: transparent; -fx-padding: 0 0 4 0; -fx-border-width: 0");
      into.getChildren().add(field);
    }
  }

  private void showEvent(Span span, SpanEvent event) {
    section(
        events,
        "+" + Formats.duration(event.timeUnixNano() - span.startUnixNano()) + "  " + event.name());
    pair(events, "time", Formats.full(event.timeUnixNano(), zone));
    all(events, event.attributes());
    dropped(events, event.droppedAttributesCount(), "attributes");
  }

  private void showLink(SpanLink link) {
    TraceId trace = new TraceId(link.traceIdHigh(), link.traceIdLow());
    Hyperlink open = new Hyperlink(trace + " " + TraceId.spanIdText(link.spanId()));
    open.getStyleClass().add("mono");
    open.setOnAction(event -> navigator.open(new Place.Trace(trace, link.spanId())));
    links.getChildren().add(open);
    all(links, link.attributes());
    dropped(links, link.droppedAttributesCount(), "attributes");
  }

  private static String text(AnyValue value) {
    return switch (value) {
      case AnyValue.Empty empty -> "(empty)";
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Bool bool -> Boolean.toString(bool.value());
      case AnyValue.Int number -> Long.toString(number.value());
      case AnyValue.Real real -> Double.toString(real.value());
      case AnyValue.Bytes bytes -> HexFormat.ofDelimiter(" ").formatHex(bytes.value());
      case AnyValue.Array array ->
          String.join("\n", array.values().stream().map(DetailsPane::text).toList());
      case AnyValue.KeyValues map -> {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < map.values().size(); i++) {
          lines.append(i == 0 ? "" : "\n").append(map.values().key(i)).append(" = ");
          lines.append(text(map.values().value(i)));
        }
        yield lines.toString();
      }
    };
  }
}
