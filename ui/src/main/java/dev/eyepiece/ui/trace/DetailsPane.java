package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The selected span in full: attributes, events, links, log records, JSON. FX thread only. */
final class DetailsPane extends BorderPane {
  private final TraceViewModel model;
  private final Backlinks backlinks;
  private final Navigator navigator;
  private final SearchActions actions;
  private final Theme theme;
  private final Background background;
  private final ZoneId zone;
  private final VBox attributes = new VBox();
  private final VBox events = new VBox();
  private final LinkList links;
  private final JsonView json = new JsonView();
  private final Tab eventsTab = new Tab("Events", scroll(events));
  private final Tab linksTab;
  private final LogPane logs;
  private final TabPane tabs;
  private final Tab logsTab;
  private final Tab jsonTab = new Tab("JSON", json);
  private @Nullable SpanRecord shown;

  DetailsPane(
      TraceViewModel model,
      Backlinks backlinks,
      Navigator navigator,
      SearchActions actions,
      Theme theme,
      Background background,
      ZoneId zone) {
    this.model = model;
    this.backlinks = backlinks;
    this.navigator = navigator;
    this.actions = actions;
    this.theme = theme;
    this.background = background;
    this.zone = zone;
    links = new LinkList(navigator, actions, zone);
    linksTab = new Tab("Links", scroll(links));
    getStyleClass().add("details");
    setId("details");
    eventsTab.setId("events-tab");
    linksTab.setId("links-tab");
    logs = new LogPane(model.logs(), model, navigator, theme);
    logsTab = new Tab("Logs", logs);
    logsTab.setId("logs-tab");
    jsonTab.setId("json-tab");
    tabs =
        new TabPane(
            new Tab("Attributes", scroll(attributes)), eventsTab, linksTab, logsTab, jsonTab);
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    setCenter(tabs);
    setMinWidth(260);
    setMinHeight(140);
    model.reader().recordProperty().subscribe(record -> show(record));
    model.reader().troubleProperty().subscribe(() -> show(model.reader().recordProperty().get()));
    model.selectedProperty().subscribe(() -> showStub());
    theme.tokensProperty().subscribe((before, now) -> show(shown));
    model.logs().shownProperty().subscribe(rows -> count(logsTab, "Logs", rows.size()));
    jsonTab.selectedProperty().subscribe(() -> showJson());
    linksTab.selectedProperty().subscribe(() -> findBacklinks());
    backlinks.stateProperty().subscribe(state -> showBacklinks(state));
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
    links.clear();
    backlinks.reset();
    json.setJson("");
    count(eventsTab, "Events", 0);
    count(linksTab, "Links", 0);
  }

  /** A tab with nothing in it says so by standing back, not by a figure. */
  private static void count(Tab tab, String title, int count) {
    tab.setText(count == 0 ? title : title + " " + Formats.count(count));
    tab.getStyleClass().remove("none");
    if (count == 0) {
      tab.getStyleClass().add("none");
    }
  }

  /** Shows what was clicked in the waterfall. */
  void reveal(Mark mark) {
    switch (mark) {
      case Mark.Event event -> tabs.getSelectionModel().select(eventsTab);
      case Mark.Logs(List<LogRow> rows) -> {
        showLogs();
        logs.select(rows.getFirst());
      }
    }
  }

  /** Shows log records of the selected span. */
  void showLogs() {
    tabs.getSelectionModel().select(logsTab);
  }

  private void say(String sentence) {
    attributes.getChildren().add(wrapped(sentence, "muted"));
  }

  private static Label wrapped(String text, String... styles) {
    Label label = Kit.label(text, styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
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
    String trouble = model.reader().troubleProperty().get();
    if (!trouble.isEmpty()) {
      say(trouble);
    } else if (record == null || data == null || node < 0) {
      say(
          data != null && node >= 0 && data.tree().isStub(node)
              ? RowTip.of(data, node)
              : "Select a span to see all of it.");
    } else {
      Span span = record.span();
      showAttributes(record, data, node);
      new EventList(actions, zone).fill(events, span, data.tree().startUnixNano());
      links.showTo(span);
      count(eventsTab, "Events", span.events().size());
      count(linksTab, "Links", span.links().size());
      showJson();
      findBacklinks();
    }
  }

  /** A span may hold megabytes, so its JSON is made when somebody looks, and not here. */
  private void showJson() {
    SpanRecord record = shown;
    if (jsonTab.isSelected() && record != null && json.json().isEmpty()) {
      background.run(
          "Write a span as JSON",
          () -> JsonPretty.lines(OtlpJson.write(record)),
          text -> {
            if (record.equals(shown)) {
              json.setJson(text);
            }
          },
          failure -> json.setJson("The span could not be written: " + Texts.of(failure)));
    }
  }

  /** Looks through all that is held, so only when somebody wants to know. */
  private void findBacklinks() {
    SpanRecord record = shown;
    if (linksTab.isSelected()
        && record != null
        && backlinks.stateProperty().get() instanceof Backlinks.State.Idle) {
      backlinks.search(record.span().traceId(), record.span().spanId());
    }
  }

  private void showBacklinks(Backlinks.State state) {
    SpanRecord record = shown;
    if (record != null) {
      links.showFrom(state, record.span().traceId());
    }
  }

  private void showAttributes(SpanRecord record, TraceData data, int node) {
    Span span = record.span();
    String service = data.tree().service(node);
    HBox head = new HBox(6);
    head.getStyleClass().add("span-head");
    if (!service.isEmpty()) {
      head.getChildren().add(Kit.dot(theme, service));
    }
    head.getChildren().add(Kit.label(service.isEmpty() ? "no service name" : service, "muted"));
    attributes.getChildren().addAll(head, wrapped(span.name().toString(), "title"));
    StringBuilder odd = new StringBuilder();
    RowTip.warnings(data.tree(), node, odd);
    if (!odd.isEmpty()) {
      attributes.getChildren().add(wrapped(odd.toString().strip(), "small", "warning"));
    }
    for (SpanFacts.Fact fact : SpanFacts.of(record, data, node, zone)) {
      attributes.getChildren().add(row(fact, span));
    }
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

  private AttributeRow row(SpanFacts.Fact fact, Span span) {
    AttributeRow row = new AttributeRow(fact.key(), fact.value());
    if (fact.bad()) {
      row.getStyleClass().add("bad-fact");
    }
    if (fact.span() != 0) {
      row.setLink(fact.value(), () -> navigator.open(new Place.Trace(span.traceId(), fact.span())));
    }
    return row;
  }
}
