package dev.eyepiece.pipeline;

import com.sun.management.OperatingSystemMXBean;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Measures the road from a request's bytes to rows at rest in the store, in one process and without
 * a network: requests of 512 spans are decoded, taken and sealed. Arguments: durability (default
 * GROUP), spans a round (default 1,000,000), rounds (default 3), and rules as one text, which are
 * on in every second round; a text that is an address instead, such as http://localhost:1, is
 * forwarded to in every second round.
 */
public final class RoadBenchmark {
  private static final int SPANS = 512;
  private static final int DISTINCT = 256;
  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final PrintStream out = System.out;
  private final RequestDecoder decoder = new RequestDecoder(new SymbolTable());
  private final List<byte[]> requests = new ArrayList<>();
  private final AtomicLong busy = new AtomicLong();

  private RoadBenchmark() {
    TestTraces traces = new TestTraces(1, false);
    for (int i = 0; i < DISTINCT; i++) {
      requests.add(traces.request(SPANS).toByteArray());
    }
  }

  private static List<ForwardEndpoint> endpoints = List.of();

  public static void main(String[] args) throws Exception {
    Durability durability = Durability.valueOf(args.length > 0 ? args[0] : "GROUP");
    long spans = args.length > 1 ? Long.parseLong(args[1]) : 1_000_000;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    boolean forwards = args.length > 3 && args[3].contains("://");
    if (forwards) {
      endpoints = List.of(TestUpstream.endpoint(args[3]));
    }
    List<RoadRule> rules =
        args.length > 3 && !forwards
            ? List.of(new RoadRule("rules", RoadRule.ErrorMode.IGNORE, Set.of(), args[3]))
            : List.of();
    new RoadBenchmark().run(durability, spans, rounds, rules);
  }

  private void run(Durability durability, long spans, int rounds, List<RoadRule> rules)
      throws Exception {
    long bytes = requests.stream().mapToLong(r -> r.length).sum() / DISTINCT / SPANS;
    print(
        String.format(Locale.ROOT, "%s, %d spans a round, %d B a span", durability, spans, bytes));
    for (int round = 0; round < rounds; round++) {
      walk(spans);
    }
    Path folder = Files.createTempDirectory("road-benchmark");
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder.resolve("store")));
        Pipeline pipeline =
            Pipeline.open(
                PipelineConfig.of(folder).withDurability(durability),
                store,
                decoder,
                InstantSource.system())) {
      for (int round = 0; round < rounds; round++) {
        if (!rules.isEmpty()) {
          pipeline.use(round % 2 == 0 ? List.of() : rules);
          print(round % 2 == 0 ? "no rules" : "rules on");
        }
        if (!endpoints.isEmpty()) {
          pipeline.forward(round % 2 == 0 ? List.of() : endpoints);
          print(round % 2 == 0 ? "forwards to nobody" : "forwards");
        }
        road(pipeline, store, spans);
      }
      pipeline
          .forwarding()
          .forEach(one -> print(one.sentRequests() + " sent, " + one.held() + " " + one.losses()));
      pipeline.ruleCounts().forEach(set -> set.statements().forEach(one -> print("" + one)));
    } finally {
      delete(folder);
    }
  }

  private void walk(long spans) throws Exception {
    long wall = System.nanoTime();
    long cpu = MACHINE.getProcessCpuTime();
    long sum = 0;
    for (long sent = 0; sent < spans; sent += SPANS) {
      byte[] request = requests.get((int) (sent / SPANS % DISTINCT));
      sum += decoder.decode(Signal.TRACES, request, request.length).batch().size();
    }
    report("walk", sum, System.nanoTime() - wall, MACHINE.getProcessCpuTime() - cpu);
  }

  private void road(Pipeline pipeline, DuckDbStore store, long spans) throws Exception {
    long before = store.stats().held().spans();
    long wall = System.nanoTime();
    long cpu = MACHINE.getProcessCpuTime();
    Semaphore underWay = new Semaphore(32);
    long sum = 0;
    for (long sent = 0; sent < spans; sent += SPANS) {
      // A copy, as each request of a socket is an array of its own.
      byte[] request = requests.get((int) (sent / SPANS % DISTINCT)).clone();
      sum += SPANS;
      underWay.acquire();
      send(pipeline, request, underWay);
    }
    underWay.acquire(32);
    long acknowledged = System.nanoTime() - wall;
    while (pipeline.stats().unsealedSpans() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
    report("road", sum, System.nanoTime() - wall, MACHINE.getProcessCpuTime() - cpu);
    print(
        String.format(
            Locale.ROOT,
            "      acknowledged after %.2f s; %d told to come again; %d rows sealed; %d B a span on"
                + " disk; RSS %d MiB",
            acknowledged / 1e9,
            busy.getAndSet(0),
            store.stats().held().spans() - before,
            store.stats().bytes() / Math.max(1, store.stats().held().spans()),
            rssMebibytes()));
  }

  private void send(Pipeline pipeline, byte[] request, Semaphore underWay) throws Exception {
    pipeline.take(
        decoder.decode(Signal.TRACES, request, request.length).batch(),
        reply -> {
          if (reply instanceof SinkReply.Taken taken) {
            taken.answered().run();
            underWay.release();
          } else {
            busy.incrementAndGet();
            Thread.ofVirtual().start(() -> again(pipeline, request, underWay));
          }
        });
  }

  private void again(Pipeline pipeline, byte[] request, Semaphore underWay) {
    LockSupport.parkNanos(20_000_000);
    try {
      send(pipeline, request, underWay);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void report(String what, long spans, long wall, long cpu) {
    print(
        String.format(
            Locale.ROOT,
            "%s  %,9.0f spans/s  %.2f µs CPU a span",
            what,
            spans * 1e9 / wall,
            cpu / 1e3 / spans));
  }

  private void print(String line) {
    out.println(line);
  }

  private static long rssMebibytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(-1);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
