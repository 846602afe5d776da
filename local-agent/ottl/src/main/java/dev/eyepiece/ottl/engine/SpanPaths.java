package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.MismatchException;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Part;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The paths of spans and of span events. */
final class SpanPaths {
  private static final List<String> KINDS =
      List.of("Unspecified", "Internal", "Server", "Client", "Producer", "Consumer");
  private static final List<String> OLD_KINDS =
      List.of(
          "SPAN_KIND_UNSPECIFIED",
          "SPAN_KIND_INTERNAL",
          "SPAN_KIND_SERVER",
          "SPAN_KIND_CLIENT",
          "SPAN_KIND_PRODUCER",
          "SPAN_KIND_CONSUMER");

  static final Map<String, Long> ENUMS =
      Map.of(
          "SPAN_KIND_UNSPECIFIED", 0L,
          "SPAN_KIND_INTERNAL", 1L,
          "SPAN_KIND_SERVER", 2L,
          "SPAN_KIND_CLIENT", 3L,
          "SPAN_KIND_PRODUCER", 4L,
          "SPAN_KIND_CONSUMER", 5L,
          "STATUS_CODE_UNSET", 0L,
          "STATUS_CODE_OK", 1L,
          "STATUS_CODE_ERROR", 2L);

  static final List<PathDef> SPAN = span();
  static final List<PathDef> EVENT = event();

  private record Status(int code, Utf8 message) {}

  private SpanPaths() {}

  private static List<PathDef> span() {
    List<PathDef> paths = new ArrayList<>();
    paths.addAll(
        Paths.traceId("trace_id", f -> f.span().traceId(), (f, h, l) -> f.span().setTraceId(h, l)));
    paths.addAll(Paths.spanId("span_id", f -> f.span().spanId(), (f, v) -> f.span().setSpanId(v)));
    paths.addAll(
        Paths.spanId(
            "parent_span_id", f -> f.span().parentSpanId(), (f, v) -> f.span().setParentSpanId(v)));
    paths.add(new PathDef("trace_state", "text", true, TraceStatePath::of));
    paths.add(Paths.text("name", f -> f.span().name(), (f, v) -> f.span().setName(v)));
    paths.add(Paths.integer("kind", f -> f.span().kind(), (f, v) -> f.span().setKind((int) v)));
    paths.add(kind("kind.string", KINDS));
    paths.add(kind("kind.deprecated_string", OLD_KINDS));
    paths.addAll(
        Paths.time(
            "start_time", f -> f.span().startUnixNano(), (f, v) -> f.span().setStartUnixNano(v)));
    paths.addAll(
        Paths.time("end_time", f -> f.span().endUnixNano(), (f, v) -> f.span().setEndUnixNano(v)));
    paths.add(Paths.map("attributes", MapSource.SPAN));
    paths.add(
        Paths.integer(
            "dropped_attributes_count",
            f -> Integer.toUnsignedLong(f.span().droppedAttributesCount()),
            (f, v) -> f.span().setDroppedAttributesCount((int) v)));
    paths.add(
        Paths.parts(
            "events", "span events", f -> f.span().events(), (f, v) -> f.span().setEvents(v)));
    paths.add(
        Paths.integer(
            "dropped_events_count",
            f -> Integer.toUnsignedLong(f.span().droppedEventsCount()),
            (f, v) -> f.span().setDroppedEventsCount((int) v)));
    paths.add(
        Paths.parts("links", "span links", f -> f.span().links(), (f, v) -> f.span().setLinks(v)));
    paths.add(
        Paths.integer(
            "dropped_links_count",
            f -> Integer.toUnsignedLong(f.span().droppedLinksCount()),
            (f, v) -> f.span().setDroppedLinksCount((int) v)));
    paths.add(
        Paths.value(
            "status",
            "span status",
            f ->
                new Part(
                    "span status", new Status(f.span().statusCode(), f.span().statusMessage())),
            (f, v) -> {
              if (!(v instanceof Part part && part.content() instanceof Status status)) {
                throw new MismatchException("expected a span status");
              }
              f.span().setStatusCode(status.code);
              f.span().setStatusMessage(status.message);
            }));
    paths.add(
        Paths.integer(
            "status.code", f -> f.span().statusCode(), (f, v) -> f.span().setStatusCode((int) v)));
    paths.add(
        Paths.text(
            "status.message",
            f -> f.span().statusMessage(),
            (f, v) -> f.span().setStatusMessage(v)));
    paths.add(
        Paths.integer(
            "flags",
            f -> Integer.toUnsignedLong(f.span().flags()),
            (f, v) -> {
              if (v < 0 || v > 0xffffffffL) {
                throw new OttlException("flags are 32 bits, found " + v);
              }
              f.span().setFlags((int) v);
            }));
    return List.copyOf(paths);
  }

  private static PathDef kind(String path, List<String> names) {
    return Paths.text(
        path,
        f -> {
          int kind = f.span().kind();
          return Utf8.of(kind >= 0 && kind < names.size() ? names.get(kind) : "");
        },
        (f, v) -> {
          int kind = names.indexOf(v.toString());
          if (kind < 0) {
            throw new OttlException("\"" + v + "\" is no span kind: expected one of " + names);
          }
          f.span().setKind(kind);
        });
  }

  private static List<PathDef> event() {
    List<PathDef> paths = new ArrayList<>();
    paths.addAll(
        Paths.time(
            "time",
            f -> f.event().timeUnixNano(),
            (f, v) -> {
              SpanEvent event = f.event();
              f.setEvent(
                  new SpanEvent(
                      v, event.name(), event.attributes(), event.droppedAttributesCount()));
            }));
    paths.add(
        Paths.text(
            "name",
            f -> f.event().name(),
            (f, v) -> {
              SpanEvent event = f.event();
              f.setEvent(
                  new SpanEvent(
                      event.timeUnixNano(), v, event.attributes(), event.droppedAttributesCount()));
            }));
    paths.add(Paths.map("attributes", MapSource.SPAN_EVENT));
    paths.add(
        Paths.integer(
            "dropped_attributes_count",
            f -> Integer.toUnsignedLong(f.event().droppedAttributesCount()),
            (f, v) -> {
              SpanEvent event = f.event();
              f.setEvent(
                  new SpanEvent(event.timeUnixNano(), event.name(), event.attributes(), (int) v));
            }));
    paths.add(
        Paths.value(
            "event_index",
            "int",
            f -> {
              throw new OttlException("event_index is not known to this processor");
            },
            (f, v) -> {
              throw new OttlException("event_index cannot be set");
            }));
    return List.copyOf(paths);
  }
}
