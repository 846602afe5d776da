package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanLink;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Where a span points to. */
final class LinkList {
  private static final int MOST = 200;

  private final Navigator navigator;
  private final SearchActions actions;

  LinkList(Navigator navigator, SearchActions actions) {
    this.navigator = navigator;
    this.actions = actions;
  }

  void fill(VBox into, Span span) {
    if (span.links().isEmpty()) {
      Label none = new Label("The span links to no other span.");
      none.getStyleClass().add("muted");
      into.getChildren().add(none);
    }
    span.links().stream().limit(MOST).forEach(link -> add(into, span, link));
    if (span.links().size() > MOST) {
      Label more =
          new Label(Texts.count(span.links().size() - MOST, "link") + " more; the JSON has all.");
      more.getStyleClass().add("muted");
      into.getChildren().add(more);
    }
    if (span.droppedLinksCount() != 0) {
      into.getChildren().add(AttributeGroup.droppedLabel(span.droppedLinksCount(), "link"));
    }
  }

  private void add(VBox into, Span span, SpanLink link) {
    TraceId trace = new TraceId(link.traceIdHigh(), link.traceIdLow());
    boolean here = trace.equals(span.traceId());
    Hyperlink open =
        new Hyperlink(
            here
                ? "span " + TraceId.spanIdText(link.spanId()) + " of this trace"
                : "trace " + trace + "\nspan " + TraceId.spanIdText(link.spanId()));
    open.getStyleClass().add("mono");
    open.setWrapText(true);
    open.setOnAction(event -> navigator.open(new Place.Trace(trace, link.spanId())));
    into.getChildren().add(open);
    for (int i = 0; i < link.attributes().size(); i++) {
      String key = link.attributes().key(i).toString();
      into.getChildren().add(new AttributeRow(key, link.attributes().value(i), actions, key));
    }
    if (link.droppedAttributesCount() != 0) {
      into.getChildren()
          .add(AttributeGroup.droppedLabel(link.droppedAttributesCount(), "attribute"));
    }
  }
}
