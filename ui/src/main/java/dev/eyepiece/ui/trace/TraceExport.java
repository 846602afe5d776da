package dev.eyepiece.ui.trace;

import dev.eyepiece.store.SpanEnums;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.theme.Csv;
import java.io.IOException;

/** Writes the spans of a trace in the order of the waterfall, as CSV or JSON. Nanoseconds. */
final class TraceExport {
  private static final String HEADER =
      "depth,spanId,parentSpanId,service,name,kind,status,startUnixNano,durationNano,selfNano,"
          + "criticalNano";

  private TraceExport() {}

  /** Lines end in CR LF. Parents that were not received have no line. */
  static void csv(TraceData data, Appendable out) throws IOException {
    out.append(HEADER).append("\r\n");
    TraceTree tree = data.tree();
    for (int place = 0; place < tree.nodes(); place++) {
      int node = tree.nodeAt(place);
      if (tree.isStub(node)) {
        continue;
      }
      out.append(Integer.toString(tree.depth(node))).append(',');
      out.append(TraceId.spanIdText(tree.spanId(node))).append(',');
      out.append(parent(tree, node)).append(',');
      out.append(Csv.cell(tree.service(node))).append(',');
      out.append(Csv.cell(tree.name(node))).append(',');
      out.append(SpanEnums.name(SpanEnums.KIND, tree.kind(node))).append(',');
      out.append(status(tree, node)).append(',');
      out.append(Long.toString(tree.startUnixNano() + tree.start(node))).append(',');
      out.append(Long.toString(tree.duration(node))).append(',');
      out.append(Long.toString(data.selfTime()[node])).append(',');
      out.append(Long.toString(data.path().time(node))).append("\r\n");
    }
  }

  private static String parent(TraceTree tree, int node) {
    long parent = tree.spans().parentSpanId()[node];
    return parent == 0 ? "" : TraceId.spanIdText(parent);
  }

  private static String status(TraceTree tree, int node) {
    return SpanEnums.name(SpanEnums.STATUS, tree.spans().statusCode()[node]);
  }

  /** One object with an array of spans. */
  static void json(TraceData data, Appendable out) throws IOException {
    TraceTree tree = data.tree();
    out.append("{\"traceId\": \"").append(tree.spans().traceId().toString());
    out.append("\", \"spans\": [");
    String between = "\n  ";
    for (int place = 0; place < tree.nodes(); place++) {
      int node = tree.nodeAt(place);
      if (tree.isStub(node)) {
        continue;
      }
      out.append(between).append("{\"depth\": ").append(Integer.toString(tree.depth(node)));
      text(out, "spanId", TraceId.spanIdText(tree.spanId(node)));
      text(out, "parentSpanId", parent(tree, node));
      text(out, "service", tree.service(node));
      text(out, "name", tree.name(node));
      text(out, "kind", SpanEnums.name(SpanEnums.KIND, tree.kind(node)));
      text(out, "status", status(tree, node));
      // As OTLP has it: JSON readers lose digits of numbers so large.
      text(out, "startUnixNano", Long.toString(tree.startUnixNano() + tree.start(node)));
      text(out, "durationNano", Long.toString(tree.duration(node)));
      text(out, "selfNano", Long.toString(data.selfTime()[node]));
      text(out, "criticalNano", Long.toString(data.path().time(node)));
      out.append("}");
      between = ",\n  ";
    }
    out.append("\n]}\n");
  }

  private static void text(Appendable out, String key, String value) throws IOException {
    out.append(", \"").append(key).append("\": ").append(JsonString.of(value));
  }
}
