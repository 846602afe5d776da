package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Gathers the spans of a trace as columns. For one thread. */
final class TraceColumns {
  static final List<String> COLUMNS =
      List.of(
          "span_id",
          "parent_span_id",
          "start_ns",
          "end_ns",
          "name",
          "service",
          "scope",
          "kind",
          "status",
          "event_count",
          "link_count");

  private static final int LONGS = 4;
  private static final int INTS = 7;

  private final TraceId id;
  private final long[][] longs = new long[LONGS][256];
  private final int[][] ints = new int[INTS][256];
  private final Words names = new Words();
  private final Words services = new Words();
  private final Words scopes = new Words();
  private int size;

  /** Texts that are said once. */
  private static final class Words {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> all = new ArrayList<>();

    int number(String text) {
      return numbers.computeIfAbsent(
          text,
          fresh -> {
            all.add(fresh);
            return all.size() - 1;
          });
    }
  }

  TraceColumns(TraceId id) {
    this.id = id;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Takes a row of {@link #COLUMNS}. */
  void add(Row row) {
    if (size == longs[0].length) {
      for (int i = 0; i < LONGS; i++) {
        longs[i] = Arrays.copyOf(longs[i], size * 2);
      }
      for (int i = 0; i < INTS; i++) {
        ints[i] = Arrays.copyOf(ints[i], size * 2);
      }
    }
    longs[0][size] = Texts.spanId(row.text(1));
    longs[1][size] = Texts.spanId(row.text(2));
    longs[2][size] = row.number(3);
    longs[3][size] = row.number(4);
    ints[0][size] = names.number(row.text(5));
    ints[1][size] = services.number(row.text(6));
    ints[2][size] = scopes.number(row.text(7));
    for (int i = 3; i < INTS; i++) {
      ints[i][size] = (int) row.number(i + 5);
    }
    size++;
  }

  /** The trace, whose spans are named by this number and their row. */
  TraceSpans toSpans(long number) {
    long[] numbers = new long[size];
    Arrays.fill(numbers, number);
    byte[] kinds = new byte[size];
    byte[] statuses = new byte[size];
    for (int i = 0; i < size; i++) {
      kinds[i] = (byte) ints[3][i];
      statuses[i] = (byte) ints[4][i];
    }
    return new TraceSpans(
        id,
        numbers,
        IntStream.range(0, size).toArray(),
        Arrays.copyOf(longs[0], size),
        Arrays.copyOf(longs[1], size),
        Arrays.copyOf(longs[2], size),
        Arrays.copyOf(longs[3], size),
        Arrays.copyOf(ints[0], size),
        Arrays.copyOf(ints[1], size),
        Arrays.copyOf(ints[2], size),
        kinds,
        statuses,
        Arrays.copyOf(ints[5], size),
        Arrays.copyOf(ints[6], size),
        List.copyOf(names.all),
        List.copyOf(services.all),
        List.copyOf(scopes.all));
  }
}
