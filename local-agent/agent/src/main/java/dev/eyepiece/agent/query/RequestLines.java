package dev.eyepiece.agent.query;

import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts records into OTLP requests, each the text of one JSON object, so that a resource is not
 * repeated with each of its records. Within a request records keep their order under their scope.
 *
 * @param <R> the signal's record
 */
final class RequestLines<R> {
  private static final int RECORDS = 200;

  /** Receivers take 64 MiB of protobuf by default, and readers of lines have caps of their own. */
  private static final int MAX_CHARACTERS = 16 << 20;

  private record Held<R>(Resource resource, Scope scope, R record) {}

  private final Consumer<String> lines;
  private final Function<List<ResourceGroup<R>>, ? extends TelemetryTree> tree;
  private final List<Held<R>> waiting = new ArrayList<>();

  /**
   * @param tree makes the signal's request
   */
  RequestLines(
      Consumer<String> lines, Function<List<ResourceGroup<R>>, ? extends TelemetryTree> tree) {
    this.lines = lines;
    this.tree = tree;
  }

  void add(Resource resource, Scope scope, R record) {
    waiting.add(new Held<>(resource, scope, record));
    if (waiting.size() == RECORDS) {
      end();
    }
  }

  /** Writes what waits. */
  void end() {
    if (!waiting.isEmpty()) {
      write(waiting);
      waiting.clear();
    }
  }

  private void write(List<Held<R>> records) {
    String text = OtlpJson.write(tree.apply(groups(records)));
    if (text.length() > MAX_CHARACTERS && records.size() > 1) {
      int half = records.size() / 2;
      write(records.subList(0, half));
      write(records.subList(half, records.size()));
    } else {
      lines.accept(text);
    }
  }

  private static <R> List<ResourceGroup<R>> groups(List<Held<R>> records) {
    Map<Resource, Map<Scope, ScopeGroup<R>>> scopes = new LinkedHashMap<>();
    for (Held<R> held : records) {
      scopes
          .computeIfAbsent(held.resource, resource -> new LinkedHashMap<>())
          .computeIfAbsent(held.scope, ScopeGroup::new)
          .records()
          .add(held.record);
    }
    List<ResourceGroup<R>> groups = new ArrayList<>();
    scopes.forEach((resource, ofResource) -> {
      ResourceGroup<R> group = new ResourceGroup<>(resource);
      group.scopes().addAll(ofResource.values());
      groups.add(group);
    });
    return groups;
  }
}
