package dev.eyepiece.ui.trace;

import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Writes traces down as the store would answer with them. */
public final class SpansBuilder {
  public static final TraceId ID = new TraceId(0x9afae95L, 0x1L);
  public static final int OK = 0;
  public static final int ERROR = 2;

  private record Row(
      long id,
      long parent,
      long start,
      long end,
      String service,
      String name,
      int kind,
      int code) {}

  private final List<Row> rows = new ArrayList<>();

  public SpansBuilder span(long id, long parent, long start, long end) {
    return span(id, parent, start, end, "shop", "op " + id, 1, OK);
  }

  public SpansBuilder span(
      long id,
      long parent,
      long start,
      long end,
      String service,
      String name,
      int kind,
      int statusCode) {
    rows.add(new Row(id, parent, start, end, service, name, kind, statusCode));
    return this;
  }

  public TraceSpans build() {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(
        Comparator.comparingLong(Row::start)
            .thenComparing(Comparator.comparingLong((Row r) -> r.end() - r.start()).reversed()));
    Set<String> names = new LinkedHashSet<>();
    Set<String> services = new LinkedHashSet<>();
    sorted.forEach(r -> names.add(r.name()));
    sorted.forEach(r -> services.add(r.service()));
    List<String> nameList = List.copyOf(names);
    List<String> serviceList = List.copyOf(services);
    Map<String, Integer> nameAt = new HashMap<>();
    nameList.forEach(name -> nameAt.put(name, nameAt.size()));
    int n = sorted.size();
    int[] place = new int[n];
    byte[] kinds = new byte[n];
    byte[] codes = new byte[n];
    for (int i = 0; i < n; i++) {
      place[i] = rows.size() < 20_000 ? rows.indexOf(sorted.get(i)) : i;
      kinds[i] = (byte) sorted.get(i).kind();
      codes[i] = (byte) sorted.get(i).code();
    }
    return new TraceSpans(
        ID,
        new long[n],
        place,
        sorted.stream().mapToLong(Row::id).toArray(),
        sorted.stream().mapToLong(Row::parent).toArray(),
        sorted.stream().mapToLong(Row::start).toArray(),
        sorted.stream().mapToLong(Row::end).toArray(),
        sorted.stream().mapToInt(r -> nameAt.get(r.name())).toArray(),
        sorted.stream().mapToInt(r -> serviceList.indexOf(r.service())).toArray(),
        new int[n],
        kinds,
        codes,
        new int[n],
        new int[n],
        nameList,
        serviceList,
        List.of(""));
  }

  /**
   * A trace as broken as a network can make it: late roots, missing parents, cycles, ids used
   * twice, children before their parents, spans that end before they start.
   */
  public static TraceSpans broken(Random random, int spans) {
    SpansBuilder builder = new SpansBuilder();
    for (int i = 1; i <= spans; i++) {
      long id = random.nextInt(10) == 0 ? 1 + random.nextInt(spans) : i;
      long parent =
          switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> 1_000_000L + random.nextInt(3);
            case 2 -> 1L + random.nextInt(spans);
            default -> 1L + random.nextInt(i);
          };
      long start = 1_000L + random.nextInt(10_000);
      long end = start + random.nextInt(3_000) - (random.nextInt(10) == 0 ? 500 : 0);
      builder.span(id, parent, start, end, "s" + random.nextInt(4), "n" + i, random.nextInt(6), OK);
    }
    return builder.build();
  }

  /**
   * A large regular trace: a root, and spans that each have a few children.
   *
   * @param children of each span, at least 1; 1 gives one long chain
   */
  public static TraceSpans large(int spans, int children) {
    SpansBuilder builder = new SpansBuilder();
    builder.span(1, 0, 0, 1_000L * spans, "service-0", "root", 2, OK);
    for (int i = 2; i <= spans; i++) {
      long parent = 1L + (i - 2) / children;
      builder.span(
          i,
          parent,
          500L * i,
          500L * i + 1_000 + (i * 37L) % 5_000_000,
          "service-" + i % 12,
          "operation " + i % 97,
          1 + i % 5,
          i % 1000 == 0 ? ERROR : OK);
    }
    return builder.build();
  }
}
