package dev.eyepiece.ottl;

import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;

/** An explanation as JSON. */
final class ExplanationJson {
  private final List<RuleSet.Statement> statements;
  private final IdentityHashMap<Object, Integer> records = new IdentityHashMap<>();

  private ExplanationJson(List<RuleSet.Statement> statements) {
    this.statements = statements;
  }

  static String write(RuleSet rules, RuleSet.Counters counters, Explanation explanation) {
    ExplanationJson json = new ExplanationJson(rules.statements());
    Attributes root = new Attributes();
    List<AnyValue> all = new ArrayList<>();
    counters.counts().forEach(count -> all.add(statement(count)));
    put(root, "statements", new AnyValue.Array(all));
    List<AnyValue> steps = new ArrayList<>();
    explanation.steps().forEach(step -> steps.add(json.step(step)));
    put(root, "steps", new AnyValue.Array(steps));
    List<AnyValue> fields = new ArrayList<>();
    explanation.writes().forEach(write -> fields.add(json.write(write)));
    put(root, "fields", new AnyValue.Array(fields));
    put(root, "stepsLeftOut", Values.of(explanation.cut()));
    return Json.write(root) + "\n";
  }

  private static AnyValue statement(RuleSet.Count count) {
    Attributes map = new Attributes();
    put(map, "rule", Values.of(count.statement().rule()));
    put(map, "path", Values.of(count.statement().path()));
    put(map, "text", Values.of(count.statement().text()));
    put(map, "condition", Values.of(count.statement().condition()));
    put(map, "matched", Values.of(count.matched()));
    put(map, "changed", Values.of(count.changed()));
    put(map, "dropped", Values.of(count.dropped()));
    put(map, "errors", Values.of(count.errors()));
    return new AnyValue.KeyValues(map);
  }

  private AnyValue step(Explanation.Step step) {
    Attributes map = new Attributes();
    put(map, "statement", Values.of(step.statement()));
    if (step.record() != null) {
      put(map, "record", Values.of(number(step.record())));
    }
    put(map, "outcome", Values.of(step.outcome().name().toLowerCase(Locale.ROOT)));
    String text = statements.get(step.statement()).text();
    List<AnyValue> evaluated = new ArrayList<>();
    for (Explanation.Evaluated part : step.evaluated()) {
      Attributes one = new Attributes();
      put(one, "text", Values.of(text.substring(part.start(), part.end())));
      put(one, "value", Values.of(part.value()));
      evaluated.add(new AnyValue.KeyValues(one));
    }
    put(map, "evaluated", new AnyValue.Array(evaluated));
    if (step.error() != null) {
      put(map, "error", Values.of(step.error()));
    }
    return new AnyValue.KeyValues(map);
  }

  private AnyValue write(Explanation.Write write) {
    Attributes map = new Attributes();
    put(map, "record", Values.of(number(write.record())));
    put(map, "field", Values.of(write.field()));
    put(map, "statement", Values.of(write.statement()));
    if (write.value() == null) {
      put(map, "removed", Values.of(true));
    } else {
      put(map, "value", Values.of(write.value()));
    }
    return new AnyValue.KeyValues(map);
  }

  private int number(Object record) {
    return records.computeIfAbsent(record, r -> records.size());
  }

  private static void put(Attributes map, String key, AnyValue value) {
    map.put(Utf8.of(key), value);
  }
}
