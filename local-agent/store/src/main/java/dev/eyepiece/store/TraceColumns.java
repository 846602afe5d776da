package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the rows of one trace into columns. */
final class TraceColumns {
  private static final int LONGS = 5;
  private static final int INTS = 6;

  private final TraceId id;
  private final Dictionary names = new Dictionary();
  private final Dictionary services = new Dictionary();
  private final Dictionary scopes = new Dictionary();
  private long[] longs = new long[64 * LONGS];
  private int[] ints = new int[64 * INTS];
  private byte[] kinds = new byte[64];
  private byte[] statuses = new byte[64];
  private int size;

  /** Texts as numbers, in the order of their first use. */
  private static final class Dictionary {
    final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    int number(String text) {
      return numbers.computeIfAbsent(
          text,
          added -> {
            texts.add(added);
            return texts.size() - 1;
          });
    }
  }

  TraceColumns(TraceId id) {
    this.id = id;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(ResultSet row) throws SQLException {
    if (size == kinds.length) {
      longs = Arrays.copyOf(longs, longs.length * 2);
      ints = Arrays.copyOf(ints, ints.length * 2);
      kinds = Arrays.copyOf(kinds, size * 2);
      statuses = Arrays.copyOf(statuses, size * 2);
    }
    int l = size * LONGS;
    longs[l] = row.getLong(1);
    longs[l + 1] = row.getLong(3);
    longs[l + 2] = row.getLong(4);
    longs[l + 3] = row.getLong(5);
    longs[l + 4] = row.getLong(6);
    int n = size * INTS;
    ints[n] = row.getInt(2);
    ints[n + 1] = names.number(DuckDbSnapshot.text(row, 7));
    ints[n + 2] = services.number(DuckDbSnapshot.text(row, 8));
    ints[n + 3] = scopes.number(DuckDbSnapshot.text(row, 9));
    ints[n + 4] = row.getInt(12);
    ints[n + 5] = row.getInt(13);
    kinds[size] = (byte) row.getInt(10);
    statuses[size] = (byte) row.getInt(11);
    size++;
  }

  private long[] longs(int column) {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = longs[i * LONGS + column];
    }
    return values;
  }

  private int[] ints(int column) {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = ints[i * INTS + column];
    }
    return values;
  }

  TraceSpans toSpans() {
    return new TraceSpans(
        id,
        longs(0),
        ints(0),
        longs(1),
        longs(2),
        longs(3),
        longs(4),
        ints(1),
        ints(2),
        ints(3),
        Arrays.copyOf(kinds, size),
        Arrays.copyOf(statuses, size),
        ints(4),
        ints(5),
        List.copyOf(names.texts),
        List.copyOf(services.texts),
        List.copyOf(scopes.texts));
  }
}
