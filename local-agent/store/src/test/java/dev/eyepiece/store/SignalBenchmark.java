package dev.eyepiece.store;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.LogWalker;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.Utf8;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * CPU a record to stage and to seal, bytes a record on disk, and what questions cost. Arguments:
 * {@code logs}, {@code points}, or {@code line} for points of three series alone; records (a
 * million).
 */
final class SignalBenchmark {
  private static final int A_BATCH = 512;
  private static final int BATCHES_A_SEAL = 240;
  private static final long START = 1_790_000_000_000_000_000L;

  private final Random random = new Random(1);
  private final int hosts;
  private final int cores;
  private final SymbolTable symbols = new SymbolTable();
  private long made;

  private SignalBenchmark(int hosts, int cores) {
    this.hosts = hosts;
    this.cores = cores;
  }

  private static double cpu() {
    return (double)
            ((com.sun.management.OperatingSystemMXBean)
                    ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime()
        / 1000;
  }

  private static <R> ResourceGroup<R> group(List<R> records) {
    Resource resource = Resource.empty();
    resource.attributes().add("service.name", "checkout");
    ResourceGroup<R> group = new ResourceGroup<>(resource);
    ScopeGroup<R> scope = new ScopeGroup<>(Scope.empty());
    scope.records().addAll(records);
    group.scopes().add(scope);
    return group;
  }

  /** Bodies of about 120 bytes, four attributes. */
  private RecordBatch logs() throws Exception {
    List<LogRecord> records = new ArrayList<>();
    for (int i = 0; i < A_BATCH; i++) {
      LogRecord log = new LogRecord();
      log.setTimeUnixNano(START + made++ * 10_000);
      log.setSeverityNumber(random.nextInt(20) == 0 ? 17 : 9);
      log.setBody(
          AnyValue.Text.of(
              "order "
                  + Long.toHexString(random.nextLong())
                  + " of customer "
                  + random.nextInt(100_000)
                  + " went to the warehouse in "
                  + random.nextInt(500)
                  + " ms after "
                  + random.nextInt(3)
                  + " tries of the connection"));
      log.attributes().add("user.id", "user-" + random.nextInt(100_000));
      log.attributes().add("http.route", "/api/" + random.nextInt(40));
      log.attributes().add(Utf8.of("attempt"), new AnyValue.Int(random.nextInt(4)));
      log.attributes().add("thread.name", "worker-" + random.nextInt(16));
      log.setTraceId(1 + random.nextInt(), random.nextLong());
      records.add(log);
    }
    LogTree tree = new LogTree();
    tree.resources().add(group(records));
    byte[] bytes = tree.encode();
    return new LogWalker(symbols).walk(bytes, bytes.length);
  }

  /** A gauge with two attributes, a series for each host and core. */
  private RecordBatch points() throws Exception {
    List<NumberPoint> points = new ArrayList<>();
    for (int i = 0; i < A_BATCH; i++) {
      NumberPoint point = new NumberPoint();
      point.setTimeUnixNano(START + made / ((long) hosts * cores) * 1_000_000_000L);
      point.setReal(random.nextInt(1000) / 10.0);
      point.attributes().add("host", "host-" + made % hosts);
      point.attributes().add(Utf8.of("core"), new AnyValue.Int(made / hosts % cores));
      made++;
      points.add(point);
    }
    Metric metric = new Metric();
    metric.setName(Utf8.of("system.cpu.utilization"));
    metric.setUnit(Utf8.of("1"));
    metric.setData(new MetricData.Gauge(points));
    MetricTree tree = new MetricTree();
    tree.resources().add(group(List.of(metric)));
    byte[] bytes = tree.encode();
    return new MetricWalker(symbols).walk(bytes, bytes.length);
  }

  public static void main(String[] arguments) throws Exception {
    boolean logs = arguments.length == 0 || arguments[0].equals("logs");
    long records = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000_000;
    boolean line = arguments.length > 0 && arguments[0].equals("line");
    SignalBenchmark benchmark = line ? new SignalBenchmark(3, 1) : new SignalBenchmark(100, 20);
    benchmark.run(logs, records);
  }

  private void run(boolean logs, long records) throws Exception {
    Path folder = Files.createTempDirectory("eyepiece-signals");
    long id = 0;
    long sealed = 0;
    double staging = 0;
    double sealing = 0;
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      while (sealed < records) {
        List<RecordBatch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES_A_SEAL; i++) {
          batches.add((logs ? logs() : points()).withId(id++, 1));
        }
        double before = cpu();
        store.snapshot(batches).close();
        staging += cpu() - before;
        before = cpu();
        store.seal(batches);
        sealing += cpu() - before;
        sealed += (long) BATCHES_A_SEAL * A_BATCH;
      }
      System.out.printf("records                %d%n", sealed);
      System.out.printf("stage, CPU us each     %.2f%n", staging / sealed);
      System.out.printf("seal, CPU us each      %.2f%n", sealing / sealed);
      System.out.printf("bytes each on disk     %.1f%n", (double) store.stats().bytes() / sealed);
      questions(store, logs);
    }
  }

  private static void questions(DuckDbStore store, boolean logs) throws Exception {
    if (logs) {
      Search word = Search.parse("\"in 77 ms\"");
      time(store, "count of a phrase", s -> s.logs().count(word, TimeRange.ALL));
      time(
          store,
          "newest 100 of a word",
          s -> {
            List<Object> found = new ArrayList<>();
            s.logs().logs(word, TimeRange.ALL, Direction.NEWEST_FIRST, 100, found::add);
            return found;
          });
      time(
          store,
          "histogram, 100 bins",
          s -> s.logs().histogram(Search.All.INSTANCE, TimeRange.ALL, 100));
    } else {
      time(store, "list of metrics", s -> s.metrics().list(Search.All.INSTANCE, TimeRange.ALL));
      Search one = Search.parse("host:host-7 core:3");
      time(store, "one series", s -> s.metrics().series(one, TimeRange.ALL, 10));
      time(store, "all series", s -> s.metrics().series(Search.All.INSTANCE, TimeRange.ALL, 200));
      Picture picture = new Picture(1_000, TimeRange::new);
      time(
          store,
          "a picture of them",
          s -> s.metrics().series(Search.All.INSTANCE, TimeRange.ALL, 200, picture));
    }
  }

  /** A question to a snapshot. */
  private interface Question {
    Object ask(TelemetrySnapshot snapshot) throws StoreException;
  }

  private static void time(DuckDbStore store, String name, Question question)
      throws StoreException {
    long best = Long.MAX_VALUE;
    double before = cpu();
    for (int i = 0; i < 5; i++) {
      long began = System.nanoTime();
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        question.ask(snapshot);
      }
      best = Math.min(best, System.nanoTime() - began);
    }
    System.out.printf(
        "%-22s %.1f ms, CPU %.1f ms%n", name, (double) best / 1e6, (cpu() - before) / 5000);
  }
}
