package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanLink;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.ui.task.Background;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Which held spans link to a span; a link itself knows only the other direction. FX thread only.
 */
public final class Backlinks {
  /** So many are listed; the count is of all. */
  static final int MOST = 200;

  private static final Search HAS_LINKS = new Search.Field("links", Search.Op.GT, "0");

  /** A span that links here. */
  public record From(
      TraceId traceId, long spanId, String service, String name, long startUnixNano) {
    static From of(SpanRecord record) {
      Span span = record.span();
      Utf8 service = record.resource().serviceName();
      return new From(
          span.traceId(),
          span.spanId(),
          service == null ? "" : service.toString(),
          span.name().toString(),
          span.startUnixNano());
    }
  }

  /** How far the search has come. */
  public sealed interface State {
    record Idle() implements State {}

    record Searching() implements State {}

    /**
     * The oldest come first.
     *
     * @param all how many there are
     */
    record Found(List<From> from, long all) implements State {}

    /** One sentence fit to be shown. */
    record Failed(String message) implements State {}
  }

  private final Asking asking;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Idle());

  Backlinks(Telemetry telemetry, Background background) {
    asking = new Asking(telemetry, background);
  }

  /** Looks for links to a span among all that is held. */
  void search(TraceId trace, long span) {
    state.set(new State.Searching());
    asking.ask(
        "Find links to a span",
        snapshot -> find(snapshot, trace, span),
        state::set,
        failure ->
            state.set(new State.Failed("Links here could not be read: " + Texts.of(failure))));
  }

  private static State.Found find(TelemetrySnapshot snapshot, TraceId trace, long span)
      throws StoreException {
    List<From> found = new ArrayList<>();
    long[] all = {0};
    snapshot.spans(
        HAS_LINKS,
        TimeRange.ALL,
        0,
        record -> {
          if (record.span().links().stream().anyMatch(link -> isTo(link, trace, span))) {
            all[0]++;
            if (found.size() < MOST) {
              found.add(From.of(record));
            }
          }
        });
    return new State.Found(List.copyOf(found), all[0]);
  }

  private static boolean isTo(SpanLink link, TraceId trace, long span) {
    return link.spanId() == span
        && link.traceIdHigh() == trace.high()
        && link.traceIdLow() == trace.low();
  }

  /** Another span is shown. */
  void reset() {
    asking.cancel();
    state.set(new State.Idle());
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }
}
