package dev.eyepiece.ui.trace;

import dev.eyepiece.agent.SettingsException;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.pipeline.Pipeline;
import dev.eyepiece.pipeline.PipelineConfig;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.ui.FakeHost;
import dev.eyepiece.ui.Host;
import dev.eyepiece.ui.Workbench;
import dev.eyepiece.ui.shell.Place;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;

/**
 * One large trace through the whole program: taken, sealed, opened in the window, scrolled by jumps
 * to rows that were not in sight, zoomed. Argument: spans (100,000).
 */
final class TraceBenchmark {
  private static final int SPANS_A_REQUEST = 512;
  private static final int FRAMES = 400;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Workbench workbench;
  private final Stage stage;

  private TraceBenchmark(Workbench workbench, Stage stage) {
    this.workbench = workbench;
    this.stage = stage;
  }

  public static void main(String[] arguments) throws Exception {
    int spans = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    Path folder = Files.createTempDirectory("eyepiece-trace");
    RequestDecoder decoder = new RequestDecoder(new SymbolTable());
    TraceCases large = TraceCases.large(spans, 3);
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder.resolve("windows")));
        Pipeline pipeline =
            Pipeline.open(PipelineConfig.of(folder), store, decoder, InstantSource.system())) {
      List<SpanRecord> records = large.spans();
      CountDownLatch taken = new CountDownLatch((spans - 1) / SPANS_A_REQUEST + 1);
      for (int from = 0; from < spans; from += SPANS_A_REQUEST) {
        byte[] request = request(records.subList(from, Math.min(spans, from + SPANS_A_REQUEST)));
        pipeline.take(
            decoder.decode(Signal.TRACES, request, request.length).batch(),
            reply -> taken.countDown());
      }
      taken.await();
      while (store.stats().held().spans() < spans) {
        Thread.onSpinWait();
      }
      TraceBenchmark benchmark = show(host(folder, pipeline));
      for (int round = 0; round < 3; round++) {
        benchmark.open(large);
        benchmark.other(new Place.Overview());
      }
      benchmark.open(large);
      benchmark.frames("scroll", benchmark.jumps());
      benchmark.frames("zoom", benchmark.zooms());
      benchmark.turnTo("Statistics", "#statistics-of");
      benchmark.turnTo("Flame", "#flame-said");
      Platform.runLater(benchmark.workbench::stop);
    }
    Platform.exit();
  }

  private static Host host(Path folder, Pipeline pipeline) throws SettingsException {
    return new FakeHost(pipeline, folder).host();
  }

  private static byte[] request(List<SpanRecord> records) {
    List<ResourceGroup<Span>> groups =
        records.stream()
            .map(record -> {
              ScopeGroup<Span> scope = new ScopeGroup<>(record.scope());
              scope.records().add(record.span());
              ResourceGroup<Span> group = new ResourceGroup<>(record.resource());
              group.scopes().add(scope);
              return group;
            })
            .toList();
    return new dev.eyepiece.telemetry.TraceTree(groups).encode();
  }

  private static TraceBenchmark show(Host host) throws InterruptedException {
    CountDownLatch shown = new CountDownLatch(1);
    TraceBenchmark[] benchmark = new TraceBenchmark[1];
    Platform.startup(() -> {
      Workbench workbench = new Workbench(host, new SimpleBooleanProperty(false));
      Stage stage = new Stage();
      workbench.show(stage);
      workbench.open(new Place.Overview());
      benchmark[0] = new TraceBenchmark(workbench, stage);
      shown.countDown();
    });
    shown.await();
    return benchmark[0];
  }

  private interface Shown {
    boolean is();
  }

  /** Runs an action and waits until a frame has shown what it leads to; milliseconds. */
  private double until(Runnable action, Shown shown) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    long[] times = new long[2];
    Platform.runLater(() -> {
      times[0] = System.nanoTime();
      action.run();
      new AnimationTimer() {
        private int after;

        @Override
        public void handle(long now) {
          // The pulse after the one that has drawn it: then the frame is on the screen.
          if ((after > 0 || shown.is()) && after++ == 1) {
            times[1] = System.nanoTime();
            stop();
            done.countDown();
          }
        }
      }.start();
    });
    done.await();
    return (double) (times[1] - times[0]) / 1e6;
  }

  private boolean says(String label, String text) {
    return stage.getScene().lookup(label) instanceof Label found && found.getText().contains(text);
  }

  private void open(TraceCases large) throws InterruptedException {
    String all = String.format(Locale.ROOT, "%,d", large.spans().size()).replace(',', '\u202F');
    long before = processCpu();
    double millis =
        until(
            () -> workbench.open(new Place.Trace(large.id(), 0)),
            () -> says("#trace-facts", "all of " + all));
    System.out.printf(
        Locale.ROOT,
        "open              %.0f ms, CPU of the process %.0f ms%n",
        millis,
        millis(processCpu() - before));
  }

  private void other(Place place) throws InterruptedException {
    until(() -> workbench.open(place), () -> stage.getScene().lookup("#waterfall") == null);
  }

  private void turnTo(String title, String label) throws InterruptedException {
    double millis =
        until(
            () ->
                stage.getScene().getRoot().lookupAll(".segments .toggle-button").stream()
                    .map(javafx.scene.control.ToggleButton.class::cast)
                    .filter(button -> button.getText().equals(title))
                    .forEach(javafx.scene.control.ToggleButton::fire),
            () -> says(label, "span"));
    System.out.printf(Locale.ROOT, "%-17s %.0f ms%n", "to " + title, millis);
  }

  /** Each frame somewhere else in the trace. */
  private IntConsumer jumps() {
    ScrollBar bar = (ScrollBar) stage.getScene().lookup("#waterfall").lookup(".scroll-bar");
    Random random = new Random(5);
    return frame -> bar.setValue(random.nextDouble() * bar.getMax());
  }

  /** In by 40 frames, out by 40 frames, at the middle of the bars. */
  private IntConsumer zooms() {
    Node canvas = stage.getScene().lookup("#waterfall").lookup("Canvas");
    return frame -> {
      double delta = frame / 40 % 2 == 0 ? 40 : -40;
      ScrollEvent wheel =
          new ScrollEvent(
              ScrollEvent.SCROLL,
              700,
              300,
              700,
              300,
              false,
              true,
              false,
              false,
              false,
              false,
              0,
              delta,
              0,
              delta,
              ScrollEvent.HorizontalTextScrollUnits.NONE,
              0,
              ScrollEvent.VerticalTextScrollUnits.NONE,
              0,
              0,
              null);
      canvas.fireEvent(wheel);
    };
  }

  private void frames(String what, IntConsumer each) throws InterruptedException {
    long[] between = new long[FRAMES];
    long render = thread("QuantumRenderer");
    long[] cpu = new long[2];
    long[] drawing = new long[2];
    CountDownLatch done = new CountDownLatch(1);
    Platform.runLater(() -> {
      cpu[0] = THREADS.getCurrentThreadCpuTime();
      drawing[0] = THREADS.getThreadCpuTime(render);
      new AnimationTimer() {
        private int frame = -20;
        private long before;

        @Override
        public void handle(long now) {
          if (frame >= 0) {
            between[frame] = System.nanoTime() - before;
          }
          before = System.nanoTime();
          if (++frame == FRAMES) {
            cpu[1] = THREADS.getCurrentThreadCpuTime();
            drawing[1] = THREADS.getThreadCpuTime(render);
            stop();
            done.countDown();
            return;
          }
          each.accept(frame + 20);
        }
      }.start();
    });
    done.await();
    Arrays.sort(between);
    System.out.printf(
        Locale.ROOT,
        "%-17s frame p50 %.1f, p95 %.1f, p99 %.1f, longest %.1f ms; %.1f frames/s; CPU a"
            + " frame: FX thread %.1f ms, render thread %.1f ms%n",
        what,
        millis(between[FRAMES / 2]),
        millis(between[FRAMES * 95 / 100]),
        millis(between[FRAMES * 99 / 100]),
        millis(between[FRAMES - 1]),
        FRAMES * 1e9 / (double) LongStream.of(between).sum(),
        millis((cpu[1] - cpu[0]) / (FRAMES + 20)),
        millis((drawing[1] - drawing[0]) / (FRAMES + 20)));
  }

  private static double millis(long nanos) {
    return (double) nanos / 1e6;
  }

  private static long processCpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long thread(String name) {
    for (ThreadInfo info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (info != null && info.getThreadName().startsWith(name)) {
        return info.getThreadId();
      }
    }
    throw new IllegalStateException("no thread " + name);
  }
}
