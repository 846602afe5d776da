package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanLink;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.time.ZoneId;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Where a span points to, and which spans point to it. FX thread only. */
final class LinkList extends VBox {
  private static final int MOST = 200;

  private final Navigator navigator;
  private final SearchActions actions;
  private final ZoneId zone;
  private final VBox to = new VBox();
  private final VBox from = new VBox();

  LinkList(Navigator navigator, SearchActions actions, ZoneId zone) {
    this.navigator = navigator;
    this.actions = actions;
    this.zone = zone;
    getStyleClass().add("details-tab");
    getChildren()
        .addAll(
            Kit.label("This span links to", "group-title", "link-head"),
            to,
            Kit.label("Linked from", "group-title", "link-head"),
            from);
  }

  void clear() {
    to.getChildren().clear();
    from.getChildren().clear();
  }

  void showTo(Span span) {
    to.getChildren().clear();
    if (span.links().isEmpty()) {
      to.getChildren().add(muted("no other span"));
    }
    span.links().stream().limit(MOST).forEach(link -> addTo(span, link));
    if (span.links().size() > MOST) {
      int more = span.links().size() - MOST;
      to.getChildren().add(muted(Formats.count(more, "link") + " more; the JSON has all."));
    }
    if (span.droppedLinksCount() != 0) {
      to.getChildren().add(AttributeGroup.droppedLabel(span.droppedLinksCount(), "link"));
    }
  }

  private static Label muted(String text) {
    Label label = Kit.label(text, "muted");
    label.setWrapText(true);
    return label;
  }

  private void addTo(Span span, SpanLink link) {
    TraceId trace = new TraceId(link.traceIdHigh(), link.traceIdLow());
    String name =
        trace.equals(span.traceId())
            ? "span " + TraceId.spanIdText(link.spanId()) + " of this trace"
            : "trace " + trace + "\nspan " + TraceId.spanIdText(link.spanId());
    to.getChildren().add(link(name, trace, link.spanId()));
    for (int i = 0; i < link.attributes().size(); i++) {
      String key = link.attributes().key(i).toString();
      to.getChildren().add(new AttributeRow(key, link.attributes().value(i), actions, ""));
    }
    if (link.droppedAttributesCount() != 0) {
      to.getChildren().add(AttributeGroup.droppedLabel(link.droppedAttributesCount(), "attribute"));
    }
  }

  private Hyperlink link(String text, TraceId trace, long span) {
    Hyperlink open = new Hyperlink(text);
    open.getStyleClass().add("mono");
    open.setWrapText(true);
    open.setOnAction(event -> navigator.open(new Place.Trace(trace, span)));
    return open;
  }

  void showFrom(Backlinks.State state, TraceId here) {
    from.getChildren().clear();
    switch (state) {
      case Backlinks.State.Idle idle -> {}
      case Backlinks.State.Searching searching ->
          from.getChildren().add(muted("searching all that is held …"));
      case Backlinks.State.Failed(String message) -> from.getChildren().add(muted(message));
      case Backlinks.State.Found found -> found(found, here);
    }
  }

  private void found(Backlinks.State.Found found, TraceId here) {
    if (found.all() == 0) {
      from.getChildren().add(muted("no span that is held"));
    }
    for (Backlinks.From other : found.from()) {
      from.getChildren().add(linkFrom(other, here));
    }
    if (found.all() > found.from().size()) {
      from.getChildren()
          .add(
              muted(
                  "the oldest "
                      + Formats.count(found.from().size())
                      + " of "
                      + Formats.count(found.all())));
    }
  }

  private Node linkFrom(Backlinks.From other, TraceId here) {
    String who = (other.service() + "  " + other.name()).strip();
    String where =
        other.traceId().equals(here) ? "this trace" : "trace " + other.traceId().toString();
    return link(
        who + "\n" + Formats.full(other.startUnixNano(), zone) + "\n" + where,
        other.traceId(),
        other.spanId());
  }
}
