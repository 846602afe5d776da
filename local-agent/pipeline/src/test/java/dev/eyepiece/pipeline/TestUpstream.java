package dev.eyepiece.pipeline;

import dev.eyepiece.net.HostPort;
import dev.eyepiece.net.NetLimits;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.Port;
import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.otlp.Hops;
import dev.eyepiece.otlp.OtlpAddress;
import dev.eyepiece.otlp.OtlpReceiver;
import dev.eyepiece.otlp.ReplyTo;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A receiver of the real kind that a road forwards to; it can go, come back, refuse and stall. */
final class TestUpstream implements TelemetrySink, AutoCloseable {
  /** Requests that were taken, in their order. */
  final List<RecordBatch> batches = new CopyOnWriteArrayList<>();

  /** Who forwarded what was taken, in the same order. */
  final List<Hops> hops = new CopyOnWriteArrayList<>();

  /** Requests that came, taken or not. */
  final AtomicInteger came = new AtomicInteger();

  /** The reply to all that comes; null to take it. */
  volatile @Nullable SinkReply refusal;

  /** Never answers. */
  volatile boolean stalled;

  volatile Set<Signal> signals = EnumSet.allOf(Signal.class);
  private @Nullable NetServer server;
  private int port;

  TestUpstream() throws IOException {
    up();
  }

  /** Listens, on the port that it had before. */
  void up() throws IOException {
    OtlpReceiver receiver = new OtlpReceiver(new RequestDecoder(new SymbolTable()), this);
    NetServer opened =
        NetServer.start(
            List.of(
                new Port(
                    HostPort.parse("127.0.0.1:" + port),
                    "upstream",
                    receiver.services(),
                    receiver.routes(),
                    List.of(),
                    List.of(),
                    null,
                    null)),
            NetLimits.DEFAULT,
            2);
    server = opened;
    port = opened.addresses().getFirst().port();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  ForwardEndpoint endpoint() {
    return endpoint("http://" + address());
  }

  static ForwardEndpoint endpoint(String url) {
    return ForwardEndpoint.of("upstream", ExportTarget.of(OtlpAddress.parse(url)));
  }

  @Override
  public Set<Signal> signals() {
    return signals;
  }

  @Override
  public void take(RecordBatch batch, Consumer<SinkReply> reply) {
    take(batch, List.of(), Hops.NONE, reply::accept);
  }

  @Override
  public void take(RecordBatch batch, List<ByteBuffer> parts, Hops via, ReplyTo reply) {
    came.incrementAndGet();
    SinkReply no = refusal;
    if (stalled) {
      return;
    }
    if (no == null) {
      hops.add(via);
      batches.add(batch);
    }
    reply.accept(no == null ? new SinkReply.Taken(() -> {}) : no);
  }

  /** The bytes of what was taken, each a request. */
  List<String> requests() {
    return batches.stream()
        .map(batch -> Arrays.toString(Arrays.copyOf(batch.bytes(), batch.length())))
        .toList();
  }

  /** Listens no more. */
  void down() {
    NetServer open = server;
    if (open != null) {
      open.close();
      server = null;
    }
  }

  @Override
  public void close() {
    down();
  }
}
