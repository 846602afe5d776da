package dev.eyepiece.app.peers;

import dev.eyepiece.app.process.ServeProcess;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a record costs a receiver by signal, way, compression and size of the request: CPU of its
 * process alone, until nothing is left to do, and of it that of the threads that take (receive,
 * walk, journal). Each case has a process of its own, which is warmed by as many records as are
 * then counted. Arguments: records a case (a million), then names of cases or parts of them; {@code
 * collector} and {@code viewer} are the peers of that name, where {@code EYEPIECE_PEERS} has them.
 * Linux only, for /proc.
 */
final class MatrixBenchmark {
  private static final int CONNECTIONS = 4;

  /** A receiver has come to rest when it has used hardly any CPU for so long. */
  private static final int REST_SECONDS = 7;

  /** Threads of ours that receive, walk and journal; no other receiver has any of these names. */
  private static final Pattern TAKING = Pattern.compile("eyepiece-(net-.*|road|journa)");

  /** A case: what is sent, and how. */
  private record Case(
      String name, Signal signal, int recordsARequest, RecordLoad.Way way, String compression) {}

  private static final List<Case> CASES =
      List.of(
          new Case("spans grpc", Signal.TRACES, 512, RecordLoad.Way.GRPC, "none"),
          new Case("spans grpc gzip", Signal.TRACES, 512, RecordLoad.Way.GRPC, "gzip"),
          new Case("spans grpc zstd", Signal.TRACES, 512, RecordLoad.Way.GRPC, "zstd"),
          new Case("spans grpc 64 a request", Signal.TRACES, 64, RecordLoad.Way.GRPC, "none"),
          new Case("spans grpc 8192 a request", Signal.TRACES, 8192, RecordLoad.Way.GRPC, "none"),
          new Case("spans http protobuf", Signal.TRACES, 512, RecordLoad.Way.HTTP, "none"),
          new Case("spans http gzip", Signal.TRACES, 512, RecordLoad.Way.HTTP, "gzip"),
          new Case("spans http json", Signal.TRACES, 512, RecordLoad.Way.JSON, "none"),
          new Case("logs grpc", Signal.LOGS, 512, RecordLoad.Way.GRPC, "none"),
          new Case("points grpc", Signal.METRICS, 512, RecordLoad.Way.GRPC, "none"));

  private MatrixBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    List<String> wanted =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    System.out.printf(
        "%-28s %12s %12s %12s %12s %10s%n",
        "", "acknowl./s", "at rest/s", "us CPU each", "to take it", "RSS MiB");
    for (Case one : CASES) {
      if (wanted.isEmpty() || wanted.stream().anyMatch(name -> isMeant(one, name))) {
        ours(one, records);
      }
    }
    for (String peer : List.of("collector", "viewer")) {
      if (wanted.isEmpty() || wanted.contains(peer)) {
        theirs(peer, records);
      }
    }
  }

  /** A whole name is that case alone. */
  private static boolean isMeant(Case one, String name) {
    return CASES.stream().anyMatch(other -> other.name().equals(name))
        ? one.name().equals(name)
        : one.name().contains(name);
  }

  private static void ours(Case one, int records) throws Exception {
    RecordLoad load = RecordLoad.of(one.signal(), one.recordsARequest());
    Path data = Files.createTempDirectory("eyepiece-matrix");
    try (ServeProcess serve = ServeProcess.start(data)) {
      String target = one.way() == RecordLoad.Way.GRPC ? serve.grpcAddress() : serve.httpEndpoint();
      Figures figures =
          measure(load, one.way(), one.compression(), target, serve.pid(), data, records);
      String signal = one.signal().name().toLowerCase(Locale.ROOT);
      long held = serve.count(signal, "");
      figures.print(one.name() + (held == figures.sent() ? "" : " LOST OR DOUBLED"));
    }
  }

  private record Figures(
      long sent,
      int counted,
      double acknowledged,
      double rest,
      double cpu,
      double taking,
      long memory) {
    void print(String name) {
      System.out.printf(
          "%-28s %,12d %,12d %12.2f %12.2f %10d%n",
          name,
          Math.round(counted / acknowledged),
          Math.round(counted / rest),
          cpu * 1e6 / counted,
          taking * 1e6 / counted,
          memory >> 10);
    }
  }

  /** Sends twice as many, of which the second half counts. */
  private static Figures measure(
      RecordLoad load,
      RecordLoad.Way way,
      String compression,
      String target,
      long pid,
      Path data,
      int records)
      throws Exception {
    long sent = load.send(way, compression, target, records, CONNECTIONS);
    awaitRest(pid, data);
    double before = ProcessFigures.cpuSeconds(pid);
    double takingBefore = ProcessFigures.cpuSeconds(pid, TAKING);
    long began = System.nanoTime();
    int counted = load.send(way, compression, target, records, CONNECTIONS);
    double acknowledged = (double) (System.nanoTime() - began) / 1e9;
    double rest = (double) (awaitRest(pid, data) - began) / 1e9;
    return new Figures(
        sent + counted,
        counted,
        acknowledged,
        rest,
        ProcessFigures.cpuSeconds(pid) - before,
        ProcessFigures.cpuSeconds(pid, TAKING) - takingBefore,
        ProcessFigures.memoryKib(pid, "VmRSS"));
  }

  /** Answers with when it came to rest. */
  static long awaitRest(long pid, Path data) throws IOException, InterruptedException {
    long since = System.nanoTime();
    double cpu = ProcessFigures.cpuSeconds(pid);
    long size = IngestBenchmark.size(data);
    while (System.nanoTime() - since < TimeUnit.SECONDS.toNanos(REST_SECONDS)) {
      TimeUnit.MILLISECONDS.sleep(500);
      double now = ProcessFigures.cpuSeconds(pid);
      long grown = IngestBenchmark.size(data);
      if (now - cpu > 0.05 || grown != size) {
        since = System.nanoTime();
      }
      cpu = now;
      size = grown;
    }
    return since;
  }

  private static void theirs(String peer, int records) throws Exception {
    try (PeerReceiver receiver = PeerReceiver.start(peer)) {
      if (receiver == null) {
        return;
      }
      measure(
              RecordLoad.of(Signal.TRACES, 512),
              RecordLoad.Way.GRPC,
              "none",
              receiver.grpcAddress(),
              receiver.pid(),
              receiver.folder(),
              records)
          .print(peer + ", spans grpc");
    }
  }
}
