package dev.eyepiece.ui.traces;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.chart.DurationScale;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.FxBackground;
import dev.eyepiece.ui.task.FxHeartbeat;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.Later;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/**
 * How long the FX thread is away while a table of 10,000 rows out of 100,000 traces is refreshed
 * and scrolled, with every row another one each time: {@code ListBenchmark [REFRESHES]}. Prints the
 * heartbeat's figures.
 */
public final class ListBenchmark {
  private static final int TRACES = 100_000;
  private static final int ROWS = 10_000;
  private static final String[] SERVICES = {
    "edge", "cart", "catalog", "checkout", "payment", "shipping", "mail", "search", "ads", "stock"
  };

  private ListBenchmark() {}

  public static void main(String[] args) throws Exception {
    int refreshes = args.length == 0 ? 60 : Integer.parseInt(args[0]);
    List<TraceRow> all = rows();
    CountDownLatch shown = new CountDownLatch(1);
    TraceTable[] table = new TraceTable[1];
    TracesViewModel[] model = new TracesViewModel[1];
    Platform.startup(() -> {
      Theme theme = new Theme(true, new ServiceColours(List.of()));
      FxBackground background = new FxBackground(2);
      model[0] =
          new TracesViewModel(
              FakeTelemetry.empty(),
              new Ambient(),
              background,
              InstantSource.system(),
              System::nanoTime,
              Later.of(background));
      table[0] = new TraceTable(model[0], theme, ZoneOffset.UTC, Remembered.inMemory(), row -> {});
      Stage stage = new Stage();
      Scene scene = new Scene(table[0], 1200, 760);
      theme.dress(scene);
      stage.setScene(scene);
      stage.show();
      shown.countDown();
    });
    shown.await();
    ScatterData scatter = new ScatterData(List.of(), null, new DurationScale(5, 10), 0, 1, TRACES);
    FxHeartbeat.Figures warm = run(table[0], model[0], all, scatter, 10);
    System.out.println("warm-up        " + text(warm));
    System.out.println("after warm-up  " + text(run(table[0], model[0], all, scatter, refreshes)));
    Platform.exit();
  }

  private static FxHeartbeat.Figures run(
      TraceTable table,
      TracesViewModel model,
      List<TraceRow> all,
      ScatterData scatter,
      int refreshes)
      throws InterruptedException {
    try (FxHeartbeat heartbeat = FxHeartbeat.start(Duration.ofMillis(5))) {
      for (int i = 0; i < refreshes; i++) {
        int from = i * 1_493 % (TRACES - ROWS);
        List<TraceRow> fresh = List.copyOf(all.subList(from, from + ROWS));
        int turn = i;
        CountDownLatch done = new CountDownLatch(1);
        Platform.runLater(() -> {
          table.rowsChanging();
          model.rows().setAll(fresh);
          table.rowsChanged(scatter, turn % 2 == 0);
          table.scrollTo(turn % 3 == 0 ? 0 : turn * 7_919 % ROWS);
          done.countDown();
        });
        done.await();
        // As often as a live list is refreshed at most, but for the wait.
        new CountDownLatch(1).await(150, TimeUnit.MILLISECONDS);
      }
      return heartbeat.figures();
    }
  }

  private static List<TraceRow> rows() {
    Random random = new Random(11);
    List<TraceRow> rows = new ArrayList<>(TRACES);
    for (int i = 0; i < TRACES; i++) {
      List<FacetValue> services = new ArrayList<>();
      for (int k = random.nextInt(9); k >= 0; k--) {
        services.add(new FacetValue(SERVICES[(i + k) % SERVICES.length], 1 + random.nextInt(40)));
      }
      rows.add(
          new TraceRow(
              new TraceId(random.nextLong(), i),
              "GET /api/v2/customers/{id}/orders/" + random.nextInt(1_000) + "/items",
              SERVICES[i % SERVICES.length],
              i % 50 != 0,
              1_795_399_722_656_123_456L + i * 7_000_000L,
              (long) Math.pow(10, 5 + random.nextDouble() * 5),
              1 + random.nextInt(200),
              random.nextInt(20) == 0 ? 2 : 0,
              1,
              services));
    }
    return rows;
  }

  private static String text(FxHeartbeat.Figures figures) {
    StringBuilder text = new StringBuilder();
    text.append(figures.signs()).append(" signs, p50 ");
    text.append(figures.p50Nanos() / 1_000_000.0).append(" ms, p99 ");
    text.append(figures.p99Nanos() / 1_000_000.0).append(" ms, longest ");
    text.append(figures.maxNanos() / 1_000_000.0).append(" ms, over 100 ms ");
    text.append(figures.late());
    for (FxHeartbeat.Late late : figures.longest()) {
      text.append("\n  ").append(late.delayNanos() / 1_000_000).append(" ms, computed ");
      text.append(late.cpuNanos() / 1_000_000).append(" ms: ").append(late.looks());
    }
    return text.toString();
  }
}
