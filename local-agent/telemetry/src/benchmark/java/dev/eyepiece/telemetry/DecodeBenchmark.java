package dev.eyepiece.telemetry;

import com.google.protobuf.Message;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to make something of a request's bytes, a record: columns, a tree, and the classes
 * that protobuf generates. What {@code walk} allocates are the columns themselves, which stay: their
 * size is printed at the start of each run, and what is above it is garbage.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DecodeBenchmark.RECORDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class DecodeBenchmark {
  static final int RECORDS = 512;

  /** So many different requests that the processor does not learn them by heart. */
  private static final int REQUESTS = 64;

  @Param Signal signal;

  private final byte[][] requests = new byte[REQUESTS][];
  private RequestWalker<? extends RecordBatch> walker;
  private Message parser;
  private int next;

  /** Makes the requests. */
  @Setup
  public void make() throws MalformedOtlpException {
    BenchmarkRequests made = new BenchmarkRequests(1);
    long bytes = 0;
    for (int i = 0; i < REQUESTS; i++) {
      requests[i] = made.request(signal, RECORDS);
      bytes += requests[i].length;
    }
    walker = RequestWalker.of(signal, new SymbolTable());
    parser = TestMessages.builder(signal).build();
    RecordBatch batch = walker.walk(requests[0], requests[0].length);
    System.out.printf(
        "%n%s: %d bytes a record, columns of %d bytes a record%n",
        signal,
        bytes / REQUESTS / RECORDS,
        (batch.retainedBytes() - batch.length()) / RECORDS);
  }

  private byte[] request() {
    next = (next + 1) % REQUESTS;
    return requests[next];
  }

  /** Columns. */
  @Benchmark
  public RecordBatch walk() throws MalformedOtlpException {
    byte[] request = request();
    return walker.walk(request, request.length);
  }

  /** A tree to be changed. */
  @Benchmark
  public TelemetryTree tree() throws MalformedOtlpException {
    byte[] request = request();
    return TelemetryTree.read(signal, request, request.length);
  }

  /** The classes that protobuf generates. */
  @Benchmark
  public Message protobuf() throws Exception {
    return parser.getParserForType().parseFrom(request());
  }
}
