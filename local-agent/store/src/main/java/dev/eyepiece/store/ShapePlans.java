package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what to do with the attributes of a span by their keys and types, which repeat from span to
 * span, so that no key is looked up for itself. For one dictionary with so many columns; for one
 * thread.
 */
final class ShapePlans {
  private static final int SLOTS = 1 << 13;

  /** More attributes than this are not planned for. */
  static final int MAX_ATTRIBUTES = 256;

  /** Where the values of a span go. */
  @SuppressWarnings("ArrayRecordComponent")
  record Plan(int[] signature, int shape, int[] places, boolean raw) {}

  static final Plan FREE = new Plan(new int[0], Shape.FREE, new int[0], false);

  private final Dictionary dictionary;
  private final List<Dictionary.Column> columns;
  private final @Nullable Plan[] plans = new @Nullable Plan[SLOTS];

  ShapePlans(Dictionary dictionary) {
    this.dictionary = dictionary;
    this.columns = dictionary.columns();
  }

  boolean isFor(Dictionary other) {
    return dictionary == other && columns.size() == other.columns().size();
  }

  List<Dictionary.Column> columns() {
    return columns;
  }

  Plan find(RecordBatch batch, int from, int to) {
    if (to - from > MAX_ATTRIBUTES) {
      return FREE;
    }
    int hash = to - from;
    for (int a = from; a < to; a++) {
      hash = (hash ^ sign(batch, a)) * 0x9E3779B9;
      hash ^= hash >>> 15;
    }
    int slot = hash & (SLOTS - 1);
    Plan plan = plans[slot];
    if (plan != null && matches(plan.signature(), batch, from, to)) {
      return plan;
    }
    Plan made = make(batch, from, to);
    if (made.shape() != Shape.FREE) {
      plans[slot] = made;
    }
    return made;
  }

  /** A symbol below zero is of one batch alone; the sign of it is never kept. */
  private static int sign(RecordBatch batch, int attribute) {
    return (batch.attributeKey(attribute) << 3) | batch.attributeType(attribute);
  }

  private static boolean matches(int[] signature, RecordBatch batch, int from, int to) {
    if (signature.length != to - from) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if (signature[i] != sign(batch, from + i) || signature[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private Plan make(RecordBatch batch, int from, int to) {
    int count = to - from;
    int[] signature = new int[count];
    byte[] types = new byte[count];
    int[] places = new int[count];
    List<Utf8> keys = new ArrayList<>(count);
    Set<Utf8> seen = new HashSet<>();
    int others = 0;
    boolean raw = false;
    for (int i = 0; i < count; i++) {
      Utf8 key = batch.symbol(batch.attributeKey(from + i));
      signature[i] = sign(batch, from + i);
      types[i] = batch.attributeType(from + i);
      keys.add(key);
      int column = seen.add(key) ? dictionary.column(key) : -1;
      boolean fits =
          column >= 0 && column < columns.size() && columns.get(column).type() == types[i];
      places[i] = fits ? column : -1 - others++;
      raw |= Shape.isRaw(types[i]);
    }
    int shape = dictionary.shape(new Shape(List.copyOf(keys), types, places));
    return shape == Shape.FREE ? FREE : new Plan(signature, shape, places, raw);
  }

  /** Whether values of a type may have a column. */
  static boolean mayHaveColumn(byte type) {
    return type != ValueType.EMPTY && !Shape.isRaw(type);
  }
}
