package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attribute columns of a chunk while it is made, and the text of other values. One thread. */
final class AttributeCells {
  private final List<Cells> cells = new ArrayList<>();

  /** The same, as rows use them. */
  private Cells[] places = new Cells[0];

  private final JsonText text = new JsonText();
  private @Nullable ShapePlans plans;

  /** Whether the row has a value that is in no column, be it an empty text. */
  private boolean hasOthers;

  private boolean raw;

  /** Forgets all rows; what columns there are, the dictionary says. */
  List<Dictionary.Column> begin(Dictionary dictionary, int rows) {
    ShapePlans planned = plans;
    if (planned == null || !planned.isFor(dictionary)) {
      planned = new ShapePlans(dictionary);
      plans = planned;
    }
    List<Dictionary.Column> columns = planned.columns();
    while (cells.size() > columns.size()) {
      cells.removeLast();
    }
    for (int i = 0; i < columns.size(); i++) {
      Cells wanted = Cells.of(columns.get(i).columnType());
      if (i == cells.size()) {
        cells.add(wanted);
      } else if (!cells.get(i).getClass().equals(wanted.getClass())) {
        cells.set(i, wanted);
      }
    }
    cells.forEach(column -> column.reset(rows));
    places = cells.toArray(Cells[]::new);
    return columns;
  }

  List<Cells> cells() {
    return cells;
  }

  /** Puts the attributes of a record where they belong; answers with its shape. */
  int write(int at, RecordBatch batch, int row) {
    int from = batch.attributesFrom(row);
    int to = batch.attributesTo(row);
    ShapePlans planned = plans;
    ShapePlans.Plan plan =
        planned == null || batch.hasUnknownFields(row)
            ? ShapePlans.FREE
            : planned.find(batch, from, to);
    raw = plan.raw();
    if (plan.shape() != Shape.FREE && place(at, batch, from, to, plan.places())) {
      return plan.shape();
    }
    pairs(batch, from, to);
    return Shape.FREE;
  }

  /** Whether the last record has values that lie in its tail. */
  boolean raw() {
    return raw;
  }

  /** The other values of the last record, null when it has none. */
  @Nullable ByteSink others() {
    return text.length > 0 || hasOthers ? text : null;
  }

  /** Puts values where they belong; false when one of them cannot lie there. */
  private boolean place(int at, RecordBatch batch, int from, int to, int[] columns) {
    text.clear();
    hasOthers = false;
    boolean fits = true;
    for (int a = from; a < to; a++) {
      int column = columns[a - from];
      if (column >= 0) {
        fits &= cell(places[column], at, batch, a);
      } else {
        if (hasOthers) {
          text.put(Shape.SEPARATOR);
        }
        hasOthers = true;
        int before = text.length;
        text.text(batch, a);
        fits &= isClean(batch.attributeType(a), before);
      }
    }
    return fits;
  }

  /** Texts may hold what separates them, and a NaN may be another than the one that text means. */
  private boolean isClean(byte type, int from) {
    if (type == ValueType.TEXT) {
      for (int i = from; i < text.length; i++) {
        if (text.bytes[i] == Shape.SEPARATOR) {
          return false;
        }
      }
    }
    return type != ValueType.REAL || text.bytes[from] != 'N';
  }

  private static boolean cell(Cells column, int at, RecordBatch batch, int attribute) {
    long bits = batch.attributeBits(attribute);
    switch (column) {
      case Cells.Texts texts ->
          texts.set(
              at, batch.bytes(), RecordBatch.sliceOffset(bits), RecordBatch.sliceLength(bits));
      case Cells.Bits flags -> flags.set(at, bits != 0);
      case Cells.Longs numbers -> {
        if (batch.attributeType(attribute) == ValueType.REAL && !isPlain(bits)) {
          return false;
        }
        numbers.set(at, bits);
      }
      case Cells.Ints _ -> throw new IllegalStateException("attributes have no such columns");
    }
    return true;
  }

  /** A finite number other than minus zero, which a compressed column keeps by its bits. */
  static boolean isPlain(long bits) {
    return Double.isFinite(Double.longBitsToDouble(bits)) && bits != Long.MIN_VALUE;
  }

  private void pairs(RecordBatch batch, int from, int to) {
    clearPairs();
    for (int a = from; a < to; a++) {
      byte[] key = batch.symbol(batch.attributeKey(a)).toBytes();
      int before = key(key);
      text.text(batch, a);
      blank(before);
    }
  }

  /** Starts a record whose attributes are in no column. */
  void clearPairs() {
    text.clear();
    hasOthers = false;
  }

  /** Appends a pair to a record whose attributes are in no column. */
  void pair(byte[] key, dev.eyepiece.telemetry.AnyValue value) {
    int before = key(key);
    text.text(value);
    blank(before);
  }

  private int key(byte[] key) {
    if (hasOthers) {
      text.put(Shape.SEPARATOR);
    }
    hasOthers = true;
    int before = text.length;
    text.put(key, 0, key.length);
    blank(before);
    text.put(Shape.PAIR);
    return text.length;
  }

  private void blank(int from) {
    for (int i = from; i < text.length; i++) {
      if (text.bytes[i] == Shape.SEPARATOR || text.bytes[i] == Shape.PAIR) {
        text.bytes[i] = ' ';
      }
    }
  }
}
