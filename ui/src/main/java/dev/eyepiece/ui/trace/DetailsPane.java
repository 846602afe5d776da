package dev.eyepiece.ui.trace;

import dev.eyepiece.store.SpanEnums;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.theme.Formats;
import java.time.ZoneId;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The selected span in full: attributes, events, links, JSON. FX thread only. */
final class DetailsPane extends BorderPane {
  private final TraceViewModel model;
  private final Navigator navigator;
  private final SearchActions actions;
  private final ZoneId zone;
  private final VBox attributes = new VBox();
  private final VBox events = new VBox();
  private final VBox links = new VBox();
  private final TextArea json = new TextArea();
  private final Tab eventsTab = tab("Events", scroll(events));
  private final Tab linksTab = tab("Links", scroll(links));
  private final Tab jsonTab;
  private @Nullable SpanRecord shown;

  DetailsPane(TraceViewModel model, Navigator navigator, SearchActions actions, ZoneId zone) {
    this.model = model;
    this.navigator = navigator;
    this.actions = actions;
    this.zone = zone;
    getStyleClass().add("details");
    setId("details");
    json.setEditable(false);
    json.setId("span-json");
    json.getStyleClass().add("code");
    Button copy = new Button("Copy JSON");
    copy.setOnAction(event -> Copy.text(json.getText()));
    BorderPane jsonPane = new BorderPane(json);
    jsonPane.setTop(copy);
    jsonPane.getStyleClass().add("details-tab");
    jsonTab = tab("JSON", jsonPane);
    TabPane tabs = new TabPane(tab("Attributes", scroll(attributes)), eventsTab, linksTab, jsonTab);
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    setCenter(tabs);
    setMinWidth(260);
    setMinHeight(140);
    model.recordProperty().subscribe(record -> show(record));
    model.recordTroubleProperty().subscribe(() -> show(model.recordProperty().get()));
    model.selectedProperty().subscribe(() -> showStub());
    jsonTab.selectedProperty().subscribe(() -> showJson());
  }

  private static Tab tab(String title, Region content) {
    return new Tab(title, content);
  }

  private static ScrollPane scroll(VBox content) {
    content.getStyleClass().add("details-tab");
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    return scroll;
  }

  private void clear() {
    attributes.getChildren().clear();
    events.getChildren().clear();
    links.getChildren().clear();
    json.clear();
    eventsTab.setText("Events");
    linksTab.setText("Links");
  }

  private void say(String sentence) {
    Label label = new Label(sentence);
    label.setWrapText(true);
    label.getStyleClass().add("muted");
    attributes.getChildren().add(label);
  }

  /** A stub is selected at once, for there is nothing to read of it. */
  private void showStub() {
    int node = model.selectedProperty().get();
    TraceData data = model.data();
    if (data != null && node >= 0 && data.tree().isStub(node)) {
      show(null);
    }
  }

  private void show(@Nullable SpanRecord record) {
    shown = record;
    clear();
    int node = model.selectedProperty().get();
    TraceData data = model.data();
    String trouble = model.recordTroubleProperty().get();
    if (!trouble.isEmpty()) {
      say(trouble);
    } else if (record == null || data == null) {
      say(
          data != null && node >= 0 && data.tree().isStub(node)
              ? RowTip.of(data, node)
              : "Select a span to see all of it.");
    } else {
      Span span = record.span();
      showAttributes(record, data, node);
      new EventList(actions, zone).fill(events, span);
      new LinkList(navigator, actions).fill(links, span);
      eventsTab.setText("Events " + Formats.count(span.events().size()));
      linksTab.setText("Links " + Formats.count(span.links().size()));
      showJson();
    }
  }

  /** Long JSON costs to lay out, so it is made when somebody looks. */
  private void showJson() {
    SpanRecord record = shown;
    if (jsonTab.isSelected() && record != null && json.getText().isEmpty()) {
      json.setText(OtlpSpanJson.of(record));
    }
  }

  private void showAttributes(SpanRecord record, TraceData data, int node) {
    Span span = record.span();
    Label title = new Label(span.name().toString());
    title.getStyleClass().add("title");
    title.setWrapText(true);
    title.setMinHeight(Region.USE_PREF_SIZE);
    attributes.getChildren().add(title);
    StringBuilder odd = new StringBuilder();
    RowTip.warnings(data.tree(), node, odd);
    if (!odd.isEmpty()) {
      Label warning = new Label(odd.toString().strip());
      warning.getStyleClass().addAll("small", "warning");
      warning.setWrapText(true);
      warning.setMinHeight(Region.USE_PREF_SIZE);
      attributes.getChildren().add(warning);
    }
    facts(span, data, node);
    attributes
        .getChildren()
        .addAll(
            new AttributeGroup(
                "Span", span.attributes(), span.droppedAttributesCount(), true, actions, ""),
            new AttributeGroup(
                "Resource",
                record.resource().attributes(),
                record.resource().droppedAttributesCount(),
                false,
                actions,
                "resource."));
    fact("scope", scope(record));
    if (!record.scope().attributes().isEmpty()) {
      attributes
          .getChildren()
          .add(
              new AttributeGroup(
                  "Scope",
                  record.scope().attributes(),
                  record.scope().droppedAttributesCount(),
                  false,
                  actions,
                  ""));
    }
  }

  private static String scope(SpanRecord record) {
    String name = record.scope().name() + " " + record.scope().version();
    return name.isBlank() ? "not named" : name.strip();
  }

  private void facts(Span span, TraceData data, int node) {
    String status = SpanEnums.name(SpanEnums.STATUS, span.statusCode());
    String message = span.statusMessage().toString();
    AttributeRow row = fact("status", message.isEmpty() ? status : status + ": " + message);
    if (span.statusCode() == 2) {
      row.getStyleClass().add("bad-fact");
    }
    fact("kind", SpanEnums.name(SpanEnums.KIND, span.kind()));
    fact("service", data.tree().service(node).isEmpty() ? "not named" : data.tree().service(node));
    fact("start", Formats.full(span.startUnixNano(), zone));
    fact("end", Formats.full(span.endUnixNano(), zone));
    fact(
        "duration",
        Formats.duration(span.durationNano())
            + "  ("
            + Formats.count(span.durationNano())
            + " ns)");
    fact("self time", Formats.duration(data.selfTime()[node]));
    fact("critical path", Formats.duration(data.path().time(node)));
    fact("span id", TraceId.spanIdText(span.spanId()));
    fact(
        "parent id",
        span.parentSpanId() == 0 ? "none, a root" : TraceId.spanIdText(span.parentSpanId()));
    if (!span.traceState().isEmpty()) {
      fact("trace state", span.traceState().toString());
    }
  }

  private AttributeRow fact(String key, String value) {
    AttributeRow row = new AttributeRow(key, value, value, "");
    row.setOnContextMenuRequested(event -> {
      MenuItem copy = new MenuItem("Copy value");
      copy.setOnAction(chosen -> Copy.text(value));
      new ContextMenu(copy).show(row, event.getScreenX(), event.getScreenY());
    });
    attributes.getChildren().add(row);
    return row;
  }
}
