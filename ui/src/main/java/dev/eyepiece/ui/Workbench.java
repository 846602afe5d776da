package dev.eyepiece.ui;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ui.overview.OverviewView;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.settings.SettingsView;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Frame;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.WindowRoot;
import dev.eyepiece.ui.task.FxBackground;
import dev.eyepiece.ui.task.FxHeartbeat;
import dev.eyepiece.ui.task.HeartbeatReport;
import dev.eyepiece.ui.task.OwnUseMeter;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.Later;
import dev.eyepiece.ui.trace.TraceView;
import dev.eyepiece.ui.trace.TraceViewModel;
import dev.eyepiece.ui.trace.TraceWalk;
import dev.eyepiece.ui.traces.SearchFromSpan;
import dev.eyepiece.ui.traces.TracesModel;
import dev.eyepiece.ui.traces.TracesView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The window over a running agent. */
public final class Workbench {
  /** A sign of life so seldom costs nothing and still sees every freeze that a person would. */
  private static final Duration CALM_PULSE = Duration.ofMillis(50);

  private static final Duration FAST_PULSE = Duration.ofMillis(10);

  private final FxBackground background = new FxBackground(3);
  private final OwnUseMeter meter = new OwnUseMeter();
  private final Ambient ambient = new Ambient();
  private final Theme theme;
  private final WindowRoot root;

  /**
   * Builds the window's content; FX thread.
   *
   * @param dark the theme to start with
   */
  public Workbench(Telemetry telemetry, Receiving receiving, boolean dark) {
    InstantSource clock = InstantSource.system();
    ZoneId zone = ZoneId.systemDefault();
    theme = new Theme(dark, new ServiceColours(List.of()));
    Remembered remembered = Remembered.inMemory();
    root =
        new WindowRoot(
            new Frame(
                telemetry, ambient, theme, background, remembered, meter::latest, clock, zone));
    TracesModel traces = new TracesModel(telemetry, ambient, background, clock);
    root.add(
        Place.Overview.class,
        new OverviewView(telemetry, receiving, theme, clock),
        Feather.ACTIVITY,
        "Overview",
        new Place.Overview());
    root.add(
        Place.Traces.class,
        new TracesView(traces, ambient, root, theme, zone),
        Feather.LIST,
        "Traces",
        new Place.Traces());
    root.add(
        Place.Settings.class,
        new SettingsView(theme, receiving),
        Feather.SETTINGS,
        "Settings",
        new Place.Settings());
    root.add(
        Place.Trace.class,
        new TraceView(
            new TraceViewModel(
                telemetry, ambient, background, System::nanoTime, Later.of(background)),
            telemetry,
            root,
            TraceWalk.NONE,
            new SearchFromSpan(ambient, root),
            theme,
            remembered,
            background,
            zone),
        null,
        "Trace",
        new Place.Traces());
    boolean empty = telemetry.stats().store().spans() + telemetry.stats().unsealedSpans() == 0;
    root.open(empty ? new Place.Overview() : new Place.Traces());
  }

  /** Puts the content into a stage and shows it; FX thread. */
  public void show(Stage stage) {
    Scene scene = new Scene(root, 1440, 900);
    theme.dress(scene);
    stage.setTitle("Eyepiece");
    stage.setMinWidth(960);
    stage.setMinHeight(600);
    stage.setScene(scene);
    stage.show();
  }

  /** Goes to a place; FX thread. */
  public void open(Place place) {
    root.open(place);
  }

  public Theme theme() {
    return theme;
  }

  /** Ends what runs in the background; FX thread. */
  public void stop() {
    root.stop();
    background.close();
    meter.close();
  }

  /**
   * Starts JavaFX, opens the window and waits until it is closed.
   *
   * @param heartbeatFile where the figures of the FX thread's heartbeat go at the end; null for
   *     nowhere
   * @throws IOException when that file cannot be written
   */
  public static void run(Telemetry telemetry, Receiving receiving, @Nullable Path heartbeatFile)
      throws InterruptedException, IOException {
    CountDownLatch closed = new CountDownLatch(1);
    Platform.startup(() -> {
      boolean dark = Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
      Workbench workbench = new Workbench(telemetry, receiving, dark);
      Stage stage = new Stage();
      stage.setOnHidden(event -> {
        workbench.stop();
        closed.countDown();
      });
      workbench.show(stage);
    });
    try (FxHeartbeat heartbeat =
        FxHeartbeat.start(heartbeatFile == null ? CALM_PULSE : FAST_PULSE)) {
      closed.await();
      if (heartbeatFile != null) {
        HeartbeatReport.write(heartbeat.figures(), heartbeatFile);
      }
    }
    Platform.exit();
  }
}
