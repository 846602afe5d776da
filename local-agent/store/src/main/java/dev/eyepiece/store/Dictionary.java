package dev.eyepiece.store;

import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the records of one signal in one window name by number: attribute columns from 0 on;
 * resources, scopes, shapes, heads of metrics, frames and stacks from 1 on. It only grows. Safe for
 * use by several threads.
 */
final class Dictionary {
  /** Kinds of entries, as a window file names them. */
  static final int COLUMN = 0;

  static final int RESOURCE = 1;
  static final int SCOPE = 2;
  static final int SHAPE = 3;
  static final int METRIC = 4;
  static final int FRAME = 5;
  static final int STACK = 6;
  private static final int KINDS = 7;

  /** Columns for keys that are in no list of conventions. */
  private static final int MAX_LEARNED = 24;

  private static final int MAX_SHAPES = 4096;

  /** More than this calls for a new window. */
  private static final long MUCH_BYTES = 16 << 20;

  /** A column of attribute values of one key and type. */
  record Column(String key, byte type) {
    static Column of(byte[] content) {
      return new Column(Utf8.copyOf(content, 1, content.length - 1).toString(), content[0]);
    }

    SignalTable.Type columnType() {
      return switch (type) {
        case ValueType.INT -> SignalTable.Type.LONG;
        case ValueType.REAL -> SignalTable.Type.REAL;
        case ValueType.BOOL -> SignalTable.Type.BOOL;
        default -> SignalTable.Type.TEXT;
      };
    }

    String sqlType() {
      return columnType().sql();
    }
  }

  /** One thing and its number. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(int kind, int id, byte[] content) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<Map<BytesKey, Integer>> ids = new ArrayList<>();
  private final List<List<byte[]>> contents = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final Map<Utf8, Integer> columnOf = new HashMap<>();
  private int learned;
  private int saved;
  private long bytes;
  private DictionaryView view = DictionaryView.EMPTY;

  Dictionary() {
    for (int kind = 0; kind < KINDS; kind++) {
      ids.add(new HashMap<>());
      contents.add(new ArrayList<>());
    }
  }

  /** The number of a resource, which is new when the resource is. */
  synchronized int resource(byte[] header) {
    return number(RESOURCE, new BytesKey(header), 1);
  }

  synchronized int scope(byte[] header) {
    return number(SCOPE, new BytesKey(header), 1);
  }

  /** The number of what the points of a metric share. */
  synchronized int metric(byte[] head) {
    return number(METRIC, new BytesKey(head), 1);
  }

  /** The number of a place in code. */
  synchronized int frame(byte[] frame) {
    return number(FRAME, new BytesKey(frame), 1);
  }

  /** The number of a list of frames. */
  synchronized int stack(byte[] frames) {
    return number(STACK, new BytesKey(frames), 1);
  }

  /** The number of a shape, {@link Shape#FREE} when there are too many already. */
  synchronized int shape(Shape shape) {
    BytesKey key = new BytesKey(shape.encode());
    return ids.get(SHAPE).size() >= MAX_SHAPES && !ids.get(SHAPE).containsKey(key)
        ? Shape.FREE
        : number(SHAPE, key, 1);
  }

  private int number(int kind, BytesKey key, int first) {
    Integer known = ids.get(kind).get(key);
    if (known != null) {
      return known;
    }
    int id = ids.get(kind).size() + first;
    keep(new Entry(kind, id, key.bytes()), key);
    return id;
  }

  private void keep(Entry entry, BytesKey key) {
    entries.add(entry);
    ids.get(entry.kind()).put(key, entry.id());
    contents.get(entry.kind()).add(entry.content());
    bytes += entry.content().length + 64;
    if (entry.kind() == COLUMN) {
      Column column = Column.of(entry.content());
      columnOf.put(Utf8.of(column.key()), entry.id());
      columns.add(column);
      learned += Promoted.KEYS.contains(column.key()) ? 0 : 1;
    }
  }

  /** Gives a key a column, when it may have one and has none. */
  synchronized void offerColumn(Utf8 key, byte type) {
    boolean free = Promoted.KEYS.contains(key.toString()) || learned < MAX_LEARNED;
    if (free && !columnOf.containsKey(key)) {
      byte[] content = new byte[key.length() + 1];
      content[0] = type;
      key.copyTo(content, 1);
      keep(new Entry(COLUMN, columns.size(), content), new BytesKey(content));
    }
  }

  /** The column of a key, -1 when it has none. */
  synchronized int column(Utf8 key) {
    return columnOf.getOrDefault(key, -1);
  }

  synchronized List<Column> columns() {
    return List.copyOf(columns);
  }

  synchronized boolean isLarge() {
    return bytes > MUCH_BYTES;
  }

  /** Takes an entry of a window file; they come in the order of their kinds and numbers. */
  synchronized void load(Entry entry) {
    keep(entry, new BytesKey(entry.content()));
    saved = entries.size();
  }

  /** What no window file has yet. */
  synchronized List<Entry> unsaved() {
    return List.copyOf(entries.subList(saved, entries.size()));
  }

  /** So many more entries are in the window file. */
  synchronized void saved(int more) {
    saved += more;
  }

  /** What it holds by now. */
  synchronized DictionaryView view() {
    if (view.entries() != entries.size()) {
      view =
          new DictionaryView(
              entries.size(),
              List.copyOf(columns),
              List.copyOf(contents.get(RESOURCE)),
              List.copyOf(contents.get(SCOPE)),
              contents.get(SHAPE).stream().map(Shape::decode).toList(),
              List.copyOf(contents.get(METRIC)),
              List.copyOf(contents.get(FRAME)),
              List.copyOf(contents.get(STACK)));
    }
    return view;
  }
}
