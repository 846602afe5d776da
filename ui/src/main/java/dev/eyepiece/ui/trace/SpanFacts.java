package dev.eyepiece.ui.trace;

import dev.eyepiece.store.SpanEnums;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.theme.Formats;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What a span is beside its attributes, as keys and values to read. Times are exact. */
final class SpanFacts {
  private static final int ERROR = 2;

  private SpanFacts() {}

  /**
   * One line.
   *
   * @param span the span that the value names, 0 for none: the value is a link to it
   */
  record Fact(String key, String value, boolean bad, long span) {
    Fact(String key, String value) {
      this(key, value, false, 0);
    }
  }

  static List<Fact> of(SpanRecord record, TraceData data, int node, ZoneId zone) {
    Span span = record.span();
    TraceTree tree = data.tree();
    List<Fact> facts = new ArrayList<>();
    String status = SpanEnums.name(SpanEnums.STATUS, span.statusCode());
    String message = span.statusMessage().toString();
    facts.add(
        new Fact(
            "status",
            message.isEmpty() ? status : status + ": " + message,
            span.statusCode() == ERROR,
            0));
    facts.add(new Fact("kind", SpanEnums.name(SpanEnums.KIND, span.kind())));
    String protocol = Protocol.of(span.attributes());
    if (!protocol.isEmpty()) {
      facts.add(new Fact("protocol", protocol));
    }
    facts.add(new Fact("start", Formats.full(span.startUnixNano(), zone)));
    facts.add(new Fact("end", Formats.full(span.endUnixNano(), zone)));
    facts.add(new Fact("into trace", exact(span.startUnixNano() - tree.startUnixNano())));
    facts.add(new Fact("duration", exact(span.durationNano())));
    long self = data.selfTime()[node];
    facts.add(new Fact("self time", part(self, span.durationNano())));
    facts.add(new Fact("critical path", part(data.path().time(node), tree.durationNano())));
    facts.add(new Fact("span id", TraceId.spanIdText(span.spanId())));
    long parent = span.parentSpanId();
    facts.add(
        parent == 0
            ? new Fact("parent id", "none, a root")
            : new Fact("parent id", TraceId.spanIdText(parent), false, parent));
    facts.add(new Fact("scope", scope(record)));
    if (!span.traceState().isEmpty()) {
      facts.add(new Fact("trace state", span.traceState().toString()));
    }
    return facts;
  }

  /** Three digits to read, and all of them where those are not all. */
  static String exact(long nanos) {
    String read = Formats.duration(nanos);
    return Math.abs(nanos) < 1000 ? read : read + "  (" + Formats.count(nanos) + " ns)";
  }

  private static String part(long nanos, long whole) {
    return nanos == 0 ? "0 ns" : exact(nanos) + "  " + Formats.share(nanos, whole);
  }

  private static String scope(SpanRecord record) {
    String name = record.scope().name() + " " + record.scope().version();
    return name.isBlank() ? "not named" : name.strip();
  }
}
