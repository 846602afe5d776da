package dev.eyepiece.app.transfer;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.app.send.JsonObjects;
import dev.eyepiece.app.send.RequestSink;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.TraceTree;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads Zipkin's second form of JSON: a list of spans, or a list of such lists. Some spans in
 * memory at a time.
 */
final class ZipkinReader {
  private static final int SPANS = 500;
  private static final long BYTES = 4L << 20;

  private final String name;
  private final RequestSink sink;
  private final Map<Resource, Map<Scope, ScopeGroup<Span>>> groups = new LinkedHashMap<>();
  private long waiting;
  private long bytes;
  private long spans;

  private ZipkinReader(String name, RequestSink sink) {
    this.name = name;
    this.sink = sink;
  }

  /** True when the beginning of a file looks like a list of Zipkin's spans. */
  static boolean knows(String head) {
    return head.matches("(?s)[\\s\\uFEFF]*\\[[\\s\\[]*\\{.*")
        && head.contains("\"traceId\"")
        && head.contains("\"id\"")
        && !head.contains("\"resourceSpans\"");
  }

  static void read(InputStream in, String name, RequestSink sink)
      throws IOException, FileFormatException {
    ZipkinReader reader = new ZipkinReader(name, sink);
    try {
      new JsonObjects(in, name).read(reader::take);
    } catch (EOFException e) {
      throw new FileFormatException(name + " ends in the middle of a span");
    }
    reader.end();
  }

  private void take(byte[] json, String place) throws IOException, FileFormatException {
    spans++;
    JaegerObject span;
    try {
      span =
          new JaegerObject(
              JsonText.readObject(new String(json, StandardCharsets.UTF_8)),
              name + " span " + spans);
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(place + ": " + e.getMessage());
    }
    groups
        .computeIfAbsent(ZipkinParts.resource(span), resource -> new LinkedHashMap<>())
        .computeIfAbsent(ZipkinParts.scope(span), ScopeGroup::new)
        .records()
        .add(ZipkinParts.span(span));
    bytes += json.length;
    if (++waiting == SPANS || bytes > BYTES) {
      end();
    }
  }

  private void end() throws IOException, FileFormatException {
    if (waiting == 0) {
      return;
    }
    TraceTree tree = new TraceTree();
    groups.forEach((resource, scopes) -> {
      ResourceGroup<Span> group = new ResourceGroup<>(resource);
      group.scopes().addAll(scopes.values());
      tree.resources().add(group);
    });
    sink.take(
        Signal.TRACES, tree.encode(), name + " spans " + (spans - waiting + 1) + " to " + spans);
    groups.clear();
    waiting = 0;
    bytes = 0;
  }
}
