package dev.eyepiece.ottl;

import dev.eyepiece.ottl.engine.Context;
import dev.eyepiece.ottl.engine.Fields;
import dev.eyepiece.ottl.engine.Frame;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which statement last wrote each field. Bounded; for one thread. */
final class Blame {
  private final int limit;

  /** By record and path. */
  private final IdentityHashMap<Object, Map<String, Explanation.Write>> writes =
      new IdentityHashMap<>();

  /** The records in the order in which they were first written. */
  private final List<Object> records = new ArrayList<>();

  private @Nullable Fields before;
  private @Nullable Context context;
  private int count;
  private long cut;

  Blame(int limit) {
    this.limit = limit;
  }

  /** Looks at a record before a statement that may write it; {@code null} for one that may not. */
  void before(@Nullable Context edits, Frame frame) {
    context = edits;
    before = edits == null ? null : Fields.of(edits, frame);
  }

  /** Looks at it again. */
  void after(int statement, Frame frame) {
    if (before == null || context == null) {
      return;
    }
    Fields.of(context, frame)
        .since(before, (record, path, value) -> note(record, path, statement, value));
  }

  private void note(Object record, String path, int statement, @Nullable Object value) {
    Map<String, Explanation.Write> fields = writes.get(record);
    if (count >= limit && (fields == null || !fields.containsKey(path))) {
      cut++;
      return;
    }
    if (fields == null) {
      fields = new LinkedHashMap<>();
      writes.put(record, fields);
      records.add(record);
    }
    String shown = value == null ? null : Explanation.shown(value);
    if (fields.put(path, new Explanation.Write(record, path, statement, shown)) == null) {
      count++;
    }
  }

  List<Explanation.Write> writes() {
    List<Explanation.Write> all = new ArrayList<>();
    records.forEach(record -> all.addAll(writes.getOrDefault(record, Map.of()).values()));
    return all;
  }

  long cut() {
    return cut;
  }
}
