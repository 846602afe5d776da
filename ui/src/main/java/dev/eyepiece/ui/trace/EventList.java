package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.ui.theme.Formats;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A span's events: exceptions first, then by time. */
final class EventList {
  private static final int MOST = 200;
  private static final String EXCEPTION = "exception";

  private final SearchActions actions;
  private final ZoneId zone;

  EventList(SearchActions actions, ZoneId zone) {
    this.actions = actions;
    this.zone = zone;
  }

  private static boolean isException(SpanEvent event) {
    return event.name().toString().equals(EXCEPTION);
  }

  /** Exceptions first, then the others; each by time. */
  static List<SpanEvent> sorted(List<SpanEvent> events) {
    List<SpanEvent> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparing((SpanEvent event) -> !isException(event))
            .thenComparingLong(SpanEvent::timeUnixNano));
    return sorted;
  }

  /**
   * Fills in the events.
   *
   * @param traceStart nanoseconds since 1970
   */
  void fill(VBox into, Span span, long traceStart) {
    List<SpanEvent> events = sorted(span.events());
    if (events.isEmpty()) {
      Label none = new Label("The span has no events.");
      none.getStyleClass().add("muted");
      into.getChildren().add(none);
    }
    events.stream().limit(MOST).forEach(event -> add(into, span, event, traceStart));
    if (events.size() > MOST) {
      Label more =
          new Label(Formats.count(events.size() - MOST, "event") + " more; the JSON has all.");
      more.getStyleClass().add("muted");
      into.getChildren().add(more);
    }
    if (span.droppedEventsCount() != 0) {
      into.getChildren().add(AttributeGroup.droppedLabel(span.droppedEventsCount(), "event"));
    }
  }

  private void add(VBox into, Span span, SpanEvent event, long traceStart) {
    long after = event.timeUnixNano() - span.startUnixNano();
    Label time = new Label((after < 0 ? "" : "+") + Formats.duration(after));
    time.getStyleClass().addAll("mono", "muted");
    time.setMinWidth(Region.USE_PREF_SIZE);
    Label name = new Label(event.name().isEmpty() ? "event without a name" : event.name() + "");
    name.getStyleClass().add("group-title");
    HBox head = new HBox(8, time, name);
    head.getStyleClass().add("event-head");
    into.getChildren().add(head);
    Attributes rest = event.attributes();
    if (isException(event)) {
      rest = exception(into, event, name);
    }
    String at = Formats.full(event.timeUnixNano(), zone);
    into.getChildren().add(new AttributeRow("time", at));
    into.getChildren().add(new AttributeRow("into span", SpanFacts.exact(after)));
    into.getChildren()
        .add(new AttributeRow("into trace", SpanFacts.exact(event.timeUnixNano() - traceStart)));
    for (int i = 0; i < Math.min(rest.size(), MOST); i++) {
      String key = rest.key(i).toString();
      into.getChildren().add(new AttributeRow(key, rest.value(i), actions, key));
    }
    if (event.droppedAttributesCount() != 0) {
      into.getChildren()
          .add(AttributeGroup.droppedLabel(event.droppedAttributesCount(), "attribute"));
    }
  }

  /** Type, message and stack trace as they are read in a console; answers with the rest. */
  private static Attributes exception(VBox into, SpanEvent event, Label name) {
    Attributes rest = new Attributes();
    String type = EXCEPTION;
    String message = "";
    String stack = "";
    for (int i = 0; i < event.attributes().size(); i++) {
      AnyValue value = event.attributes().value(i);
      switch (event.attributes().key(i).toString()) {
        case "exception.type" -> type = ValueText.of(value);
        case "exception.message" -> message = ValueText.of(value);
        case "exception.stacktrace" -> stack = ValueText.of(value);
        default -> rest.add(event.attributes().key(i), value);
      }
    }
    name.setText(message.isEmpty() ? type : type + ": " + message);
    name.setWrapText(true);
    name.setMinHeight(Region.USE_PREF_SIZE);
    name.getStyleClass().add("bad");
    if (!stack.isEmpty()) {
      into.getChildren().add(AttributeRow.block(stack));
    }
    return rest;
  }
}
