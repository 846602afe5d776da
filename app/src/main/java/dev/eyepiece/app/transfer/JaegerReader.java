package dev.eyepiece.app.transfer;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.app.send.RequestSink;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.TraceTree;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads Jaeger's JSON: {@code {"data": [trace, ..]}}, a list of traces, or one trace. */
public final class JaegerReader {
  private JaegerReader() {}

  /** True when the beginning of a file looks like Jaeger's JSON. */
  public static boolean knows(String head) {
    return head.matches("(?s)[\\s\\uFEFF\\[]*\\{.*")
        && !head.contains("\"resourceSpans\"")
        && (head.contains("\"traceID\"") || head.matches("(?s)\\s*\\{\\s*\"data\"\\s*:.*"));
  }

  /** Gives each trace as a request. */
  public static void read(String json, String name, RequestSink sink)
      throws IOException, FileFormatException {
    Object root;
    try {
      root = JsonText.read(json);
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(name + ": " + e.getMessage());
    }
    Object data = root instanceof Map<?, ?> map && map.containsKey("data") ? map.get("data") : root;
    List<?> traces = data instanceof List<?> list ? list : data == null ? List.of() : List.of(data);
    for (int i = 0; i < traces.size(); i++) {
      String place = name + " trace " + (i + 1);
      sink.take(Signal.TRACES, trace(new JaegerObject(traces.get(i), place)).encode(), place);
    }
    if (traces.isEmpty()) {
      throw new FileFormatException(name + " holds no trace; expected Jaeger's {\"data\": [..]}");
    }
  }

  private static TraceTree trace(JaegerObject trace) throws FileFormatException {
    Map<String, Resource> processes = new HashMap<>();
    JaegerObject named = trace.object("processes");
    for (String key : named.keys()) {
      processes.put(key, JaegerParts.resource(named.object(key)));
    }
    Map<Resource, Map<Scope, ScopeGroup<Span>>> groups = new LinkedHashMap<>();
    for (JaegerObject span : trace.objects("spans")) {
      Resource resource = resource(span, processes);
      Map<Scope, ScopeGroup<Span>> scopes =
          groups.computeIfAbsent(resource, r -> new LinkedHashMap<>());
      scopes
          .computeIfAbsent(JaegerParts.scope(span), ScopeGroup::new)
          .records()
          .add(JaegerParts.span(span));
    }
    TraceTree tree = new TraceTree();
    groups.forEach((resource, scopes) -> {
      ResourceGroup<Span> group = new ResourceGroup<>(resource);
      group.scopes().addAll(scopes.values());
      tree.resources().add(group);
    });
    return tree;
  }

  private static Resource resource(JaegerObject span, Map<String, Resource> processes)
      throws FileFormatException {
    String id = span.text("processID", "");
    if (id.isEmpty()) {
      return JaegerParts.resource(span.object("process"));
    }
    Resource found = processes.get(id);
    if (found == null) {
      throw new FileFormatException(
          span.place() + ": processID '" + id + "' is not among the processes of its trace");
    }
    return found;
  }
}
