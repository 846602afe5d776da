package dev.eyepiece.otlp.hostile;

import dev.eyepiece.net.LostBuffers;
import dev.eyepiece.net.NetLimits;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.otlp.OtlpReceiver;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.otlp.TestServer;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A receiver in a process of its own, whose memory can be looked at from outside. It keeps nothing,
 * prints its port, and ends with its standard input: well, or with an error where a buffer was
 * lost.
 */
final class HostileServer {
  /** Seconds after which senders that do not go on are given up; short, so that a test can wait. */
  static final int STALL_SECONDS = 2;

  private HostileServer() {}

  private static final class Nowhere implements TelemetrySink {
    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public void take(RecordBatch batch, Consumer<SinkReply> reply) {
      reply.accept(new SinkReply.Taken(() -> {}));
    }
  }

  // Standard output is how a process tells another one where it listens.
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    LostBuffers.watch();
    OtlpReceiver receiver = new OtlpReceiver(new RequestDecoder(new SymbolTable()), new Nowhere());
    NetLimits usual = NetLimits.DEFAULT;
    NetLimits limits =
        new NetLimits(
            usual.maxBodyBytes(),
            usual.maxConnections(),
            usual.maxWebSockets(),
            usual.idleSeconds(),
            usual.maxBodiesBytes(),
            STALL_SECONDS);
    try (NetServer server = NetServer.start(List.of(TestServer.port(receiver)), limits, 2)) {
      System.out.println(server.addresses().getFirst().port());
      System.out.flush();
      // To its end, which comes when whoever started this ends.
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    LostBuffers.check();
  }
}
