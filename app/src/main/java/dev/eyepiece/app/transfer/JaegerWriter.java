package dev.eyepiece.app.transfer;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jaeger's JSON: {@code {"data": [trace, ..]}}, whole traces, times in microseconds. Resources are
 * its processes.
 */
public final class JaegerWriter implements SpanWriter {
  /** A trace stands in one place, so all spans are held until the end. */
  static final int MOST_SPANS = 200_000;

  private final PrintStream out;
  private final int most;
  private final Map<TraceId, List<SpanRecord>> traces = new LinkedHashMap<>();
  private int spans;

  public JaegerWriter(PrintStream out) {
    this(out, MOST_SPANS);
  }

  JaegerWriter(PrintStream out, int most) {
    this.out = out;
    this.most = most;
  }

  @Override
  public void span(SpanRecord span) {
    if (++spans > most) {
      throw new IllegalStateException(
          "more than "
              + most
              + " spans match, which is too many for Jaeger's JSON; expected a narrower search,"
              + " --limit, or --format otlp");
    }
    traces.computeIfAbsent(span.span().traceId(), id -> new ArrayList<>()).add(span);
  }

  @Override
  public void end() throws IOException {
    out.print("{\"data\":[");
    String between = "";
    for (Map.Entry<TraceId, List<SpanRecord>> trace : traces.entrySet()) {
      out.print(between + JsonText.write(trace(trace.getKey(), trace.getValue())));
      between = ",\n";
    }
    out.print("]}\n");
    out.flush();
    if (out.checkError()) {
      throw new IOException("nobody reads the output any more");
    }
  }

  @Override
  public void close() {
    traces.clear();
  }

  private static Map<String, @Nullable Object> trace(TraceId id, List<SpanRecord> spans) {
    Map<Resource, String> names = new LinkedHashMap<>();
    List<@Nullable Object> list = new ArrayList<>();
    for (SpanRecord span : spans) {
      String process = names.computeIfAbsent(span.resource(), r -> "p" + (names.size() + 1));
      list.add(JaegerSpan.write(span, process));
    }
    Map<String, @Nullable Object> processes = new LinkedHashMap<>();
    names.forEach((resource, name) -> processes.put(name, JaegerSpan.process(resource)));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("traceID", id.toString());
    json.put("spans", list);
    json.put("processes", processes);
    json.put("warnings", null);
    return json;
  }
}
