package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A process that opens a road, takes requests as fast as it can and tells its parent which it has
 * acknowledged, and when a seal begins and has ended, until it is killed. Of every three requests
 * one's sender is gone before its answer.
 */
final class RoadChild {
  static final int RECORDS = 20;

  /** What is told instead of a number when a seal begins, and when it has ended. */
  static final String SEALING = "seal";

  static final String SEALED = "sealed";

  /** Windows are so small that seals make new ones and empty the logs of those that end. */
  private static final long WINDOW_BYTES = 4 << 20;

  private static final List<Signal> SIGNALS = List.of(Signal.values());

  private RoadChild() {}

  static boolean isAnswered(long number) {
    return number % 3 != 0;
  }

  /** Requests of all signals follow each other. */
  static Signal signal(long number) {
    return SIGNALS.get((int) (number / 3 % SIGNALS.size()));
  }

  static PipelineConfig config(Path folder, Durability durability) {
    return new PipelineConfig(
        folder, durability, 32 << 20, 4 << 20, 300_000, 4_000, Duration.ofMillis(200), 0);
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    long number = Long.parseLong(args[2]);
    RequestDecoder decoder = new RequestDecoder(new SymbolTable());
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    Semaphore underWay = new Semaphore(16);
    GatedStore store =
        new GatedStore(
            DuckDbStore.open(
                StoreConfig.of(folder.resolve("store")).withCap(10L << 30, WINDOW_BYTES)));
    store.sealing = () -> tell(out, SEALING);
    store.sealed = () -> tell(out, SEALED);
    Pipeline pipeline =
        Pipeline.open(
            config(folder, Durability.valueOf(args[1])),
            store,
            decoder,
            InstantSource.system(),
            args.length < 4 ? List.of() : List.of(TestUpstream.endpoint(args[3])),
            (done, total) -> {});
    while (true) {
      underWay.acquire();
      long own = number++;
      pipeline.take(
          SignalRequests.batch(
              decoder, signal(own), SignalRequests.request(signal(own), own, RECORDS)),
          reply -> {
            if (reply instanceof SinkReply.Taken taken) {
              tell(out, Long.toString(own));
              if (isAnswered(own)) {
                taken.answered().run();
              }
            }
            underWay.release();
          });
    }
  }

  private static void tell(OutputStream out, String what) {
    try {
      out.write((what + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The parent is gone.
      Runtime.getRuntime().halt(1);
    }
  }
}
