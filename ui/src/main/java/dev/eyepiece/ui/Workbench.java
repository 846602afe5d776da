package dev.eyepiece.ui;

import dev.eyepiece.agent.HostProfiling;
import dev.eyepiece.agent.SessionBundles;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.bundle.BundleActions;
import dev.eyepiece.ui.bundle.BundleModel;
import dev.eyepiece.ui.compare.CompareModel;
import dev.eyepiece.ui.compare.CompareView;
import dev.eyepiece.ui.fleet.FleetModel;
import dev.eyepiece.ui.fleet.FleetView;
import dev.eyepiece.ui.forward.ForwardModel;
import dev.eyepiece.ui.forward.ForwardView;
import dev.eyepiece.ui.logs.LogsView;
import dev.eyepiece.ui.logs.LogsViewModel;
import dev.eyepiece.ui.metrics.HeldMetrics;
import dev.eyepiece.ui.metrics.MetricsModel;
import dev.eyepiece.ui.metrics.MetricsView;
import dev.eyepiece.ui.overview.OverviewView;
import dev.eyepiece.ui.profiles.HostProfileModel;
import dev.eyepiece.ui.profiles.ProfilesModel;
import dev.eyepiece.ui.profiles.ProfilesView;
import dev.eyepiece.ui.query.QueryModel;
import dev.eyepiece.ui.query.QueryView;
import dev.eyepiece.ui.receiver.ReceiverView;
import dev.eyepiece.ui.rules.RulesView;
import dev.eyepiece.ui.runs.RunsModel;
import dev.eyepiece.ui.runs.RunsView;
import dev.eyepiece.ui.settings.Looks;
import dev.eyepiece.ui.settings.RememberedFile;
import dev.eyepiece.ui.settings.SettingsModel;
import dev.eyepiece.ui.settings.SettingsView;
import dev.eyepiece.ui.shell.Action;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Frame;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.WindowMemory;
import dev.eyepiece.ui.shell.WindowRoot;
import dev.eyepiece.ui.task.FirstFrame;
import dev.eyepiece.ui.task.FxBackground;
import dev.eyepiece.ui.task.FxFaults;
import dev.eyepiece.ui.task.FxHeartbeat;
import dev.eyepiece.ui.task.HeartbeatReport;
import dev.eyepiece.ui.task.OwnUseMeter;
import dev.eyepiece.ui.theme.ColourMemory;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.Later;
import dev.eyepiece.ui.trace.TraceView;
import dev.eyepiece.ui.trace.TraceViewModel;
import dev.eyepiece.ui.traces.SearchFromSpan;
import dev.eyepiece.ui.traces.TracesView;
import dev.eyepiece.ui.traces.TracesViewModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Scene;
import javafx.scene.control.Button;
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
  private final Host host;
  private final RememberedFile remembered;
  private final Theme theme;
  private final SettingsModel settings;
  private final WindowRoot root;
  private final QueryModel query;
  private final InstantSource clock = InstantSource.system();
  private final ZoneId zone;

  /**
   * Builds the window's content; FX thread.
   *
   * @param systemDark whether the desktop is dark now, for a window that looks as the desktop does
   */
  public Workbench(Host host, ObservableBooleanValue systemDark) {
    this.host = host;
    remembered = RememberedFile.open(host.remembered());
    theme = new Theme(systemDark.get(), ColourMemory.open(remembered));
    settings = new SettingsModel(host.settings(), new Looks(theme, systemDark), background);
    zone = settings.zone();
    root =
        new WindowRoot(
            new Frame(
                host.telemetry(),
                ambient,
                theme,
                background,
                remembered,
                meter::latest,
                clock,
                zone));
    root.addActions(this::actions);
    SessionBundles bundles = host.bundles();
    if (bundles != null) {
      BundleModel model = new BundleModel(bundles, background, root::addViews, root::say);
      root.addActions(new BundleActions(model, root, this::wanted)::actions);
    }
    query =
        QueryModel.over(
            host.telemetry(),
            background,
            host.settings(),
            host.remembered().resolveSibling("statements.txt"));
    addViews(host.telemetry());
    Button asSql = Icons.button(Feather.DATABASE, "Open as SQL", this::openAsSql);
    asSql.setId("open-as-sql");
    root.addSearchTool(asSql);
    boolean empty =
        host.telemetry().stats().store().held().spans() + host.telemetry().stats().unsealedSpans()
            == 0;
    root.open(empty ? new Place.Overview() : new Place.Traces());
  }

  private @Nullable HostProfileModel hostProfile() {
    HostProfiling profiling = host.profiling();
    return profiling == null ? null : new HostProfileModel(profiling, background, System::nanoTime);
  }

  private void addViews(Telemetry telemetry) {
    TracesViewModel traces =
        new TracesViewModel(
            telemetry, ambient, background, clock, System::nanoTime, Later.of(background));
    root.add(
        Place.Overview.class,
        () -> new OverviewView(host, ambient, root, theme, background, clock, zone),
        Feather.ACTIVITY,
        "Overview",
        new Place.Overview());
    root.add(
        Place.Traces.class,
        () -> new TracesView(traces, host.receiving(), root, theme, background, remembered, zone),
        Feather.LIST,
        "Traces",
        new Place.Traces());
    root.add(
        Place.Logs.class,
        () ->
            new LogsView(
                new LogsViewModel(
                    telemetry, ambient, background, clock, System::nanoTime, Later.of(background)),
                host.receiving(),
                root,
                new SearchFromSpan(ambient, root),
                theme,
                background,
                remembered,
                zone),
        Feather.FILE_TEXT,
        "Logs",
        new Place.Logs());
    root.add(
        Place.Metrics.class,
        () ->
            new MetricsView(
                new MetricsModel(
                    telemetry,
                    ambient,
                    background,
                    clock,
                    System::nanoTime,
                    Later.of(background),
                    new HeldMetrics()),
                root,
                theme,
                background,
                zone),
        Feather.BAR_CHART_2,
        "Metrics",
        new Place.Metrics("", ""));
    root.add(
        Place.Profiles.class,
        () ->
            new ProfilesView(
                new ProfilesModel(telemetry, ambient, background, clock),
                hostProfile(),
                host.receiving(),
                theme,
                background,
                zone),
        Feather.CPU,
        "Profiles",
        new Place.Profiles());
    root.add(
        Place.Rules.class,
        () -> new RulesView(host.rules(), telemetry, ambient, remembered, background, clock, zone),
        Feather.EDIT_3,
        "Rules",
        new Place.Rules());
    root.add(
        Place.Fleet.class,
        () ->
            new FleetView(new FleetModel(host.fleet(), background, System::nanoTime), clock, zone),
        Feather.SERVER,
        "Fleet",
        new Place.Fleet());
    root.add(
        Place.Receiver.class,
        () -> new ReceiverView(host.receiver(), host.receiving(), background, clock, zone),
        Feather.INBOX,
        "Receiver",
        "i",
        new Place.Receiver());
    root.add(
        Place.Query.class,
        () -> new QueryView(query, root, theme, background, remembered),
        Feather.DATABASE,
        "Query",
        new Place.Query());
    root.add(
        Place.Runs.class,
        () ->
            new RunsView(
                new RunsModel(telemetry, host.runs(), background, clock, System::nanoTime),
                ambient,
                root,
                theme,
                zone),
        Feather.FLAG,
        "Runs",
        "u",
        new Place.Runs());
    root.add(
        Place.Settings.class,
        () -> new SettingsView(settings, theme, () -> root.open(new Place.Forward())),
        Feather.SETTINGS,
        "Settings",
        new Place.Settings());
    root.add(
        Place.Forward.class,
        () -> new ForwardView(new ForwardModel(host.forwarding(), background)),
        null,
        "Forwarding",
        new Place.Settings());
    root.add(
        Place.Compare.class,
        () ->
            new CompareView(new CompareModel(telemetry, background), root, theme, background, zone),
        null,
        "Compare",
        new Place.Traces());
    root.add(
        Place.Trace.class,
        () ->
            new TraceView(
                new TraceViewModel(
                    telemetry, ambient, background, System::nanoTime, Later.of(background)),
                telemetry,
                root,
                traces,
                new SearchFromSpan(ambient, root),
                theme,
                remembered,
                background,
                zone),
        null,
        "Trace",
        new Place.Traces());
  }

  /** The search of the view that is shown, as a statement in the console. */
  private void openAsSql() {
    Signal signal = ambient.signalProperty().get();
    String search = ambient.searchProperty().get();
    TimeRange range = ambient.rangeProperty().get().at(clock.instant().toEpochMilli() * 1_000_000L);
    root.open(new Place.Query());
    query.openSearch(signal, search, range);
  }

  private BundleActions.Wanted wanted() {
    return new BundleActions.Wanted(
        ambient.searchProperty().get(),
        ambient.rangeProperty().get().at(clock.instant().toEpochMilli() * 1_000_000L),
        root.views());
  }

  private List<Action> actions() {
    boolean dark = theme.darkProperty().get();
    return List.of(
        new Action("Open as SQL", "Query", "", this::openAsSql),
        new Action("Forwarding", "View", "", () -> root.open(new Place.Forward())),
        new Action(
            dark ? "Light theme" : "Dark theme", "Window", "", () -> settings.toggleTheme(dark)));
  }

  /** Puts the content into a stage, where it was in the last run, and shows it; FX thread. */
  public void show(Stage stage) {
    Scene scene = new Scene(root);
    theme.dress(scene);
    stage.setTitle("Eyepiece");
    stage.setMinWidth(Metrics.MIN_WIDTH);
    stage.setMinHeight(Metrics.MIN_HEIGHT);
    stage.setScene(scene);
    WindowMemory.follow(stage, remembered);
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
    remembered.close();
  }

  /**
   * Starts JavaFX, without a window; it ends with the process.
   *
   * @throws UnsupportedOperationException when there is no display that it can use
   */
  public static void startToolkit() {
    Platform.startup(() -> {});
  }

  /**
   * Opens the window and waits until it is closed; JavaFX must have been started.
   *
   * @param heartbeatFile where the figures of the FX thread's heartbeat go at the end; null for
   *     nowhere
   * @param close closes the window when it completes, as a user would
   * @throws IOException when that file cannot be written
   * @throws IllegalStateException when the window could not be built
   */
  public static void run(
      Host host, @Nullable Path heartbeatFile, CompletionStage<@Nullable Void> close)
      throws InterruptedException, IOException {
    run(host, heartbeatFile, close, workbench -> {});
  }

  /**
   * Opens the window, goes to every view once and closes it, so that the JVM can record what they
   * load; JavaFX must have been started.
   *
   * @param each how long each view is shown
   */
  public static void walk(Host host, Duration each)
      throws InterruptedException, IOException, StoreException {
    ViewWalk walk = ViewWalk.over(host.telemetry());
    CompletableFuture<@Nullable Void> close = new CompletableFuture<>();
    run(
        host,
        null,
        close,
        workbench -> walk.start(each, workbench::open, () -> close.complete(null)));
  }

  private static void run(
      Host host,
      @Nullable Path heartbeatFile,
      CompletionStage<@Nullable Void> close,
      Consumer<Workbench> opened)
      throws InterruptedException, IOException {
    CountDownLatch drawn = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runnable end =
        () -> {
          drawn.countDown();
          closed.countDown();
        };
    CompletableFuture<FirstFrame> first = new CompletableFuture<>();
    // A process that is told to end takes JavaFX down at the same time, and then nothing closes.
    var _ = close.thenRunAsync(end, CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));
    FxFaults faults = new FxFaults(() -> close.toCompletableFuture().isDone());
    Platform.runLater(() -> {
      Thread.currentThread().setUncaughtExceptionHandler(faults);
      try {
        Workbench workbench = new Workbench(host, systemDark());
        Stage stage = new Stage();
        stage.setOnHidden(event -> {
          workbench.stop();
          end.run();
        });
        workbench.show(stage);
        first.complete(FirstFrame.watch(stage.getScene(), drawn::countDown));
        var _ = close.thenRun(() -> Platform.runLater(stage::close));
        opened.accept(workbench);
      } catch (RuntimeException | Error e) {
        first.completeExceptionally(e);
        end.run();
      }
    });
    // Before its first frame there is no window that could be away.
    drawn.await();
    // A signal takes JavaFX's drawing away, and what is built just then fails for want of it.
    if (first.isCompletedExceptionally() && !close.toCompletableFuture().isDone()) {
      Throwable why = first.exceptionNow();
      throw new IllegalStateException("it could not be built: " + why, why);
    }
    try (FxHeartbeat heartbeat =
        FxHeartbeat.start(heartbeatFile == null ? CALM_PULSE : FAST_PULSE)) {
      closed.await();
      if (heartbeatFile != null) {
        Optional<Duration> after =
            first.state() == Future.State.SUCCESS ? first.resultNow().after() : Optional.empty();
        HeartbeatReport.write(heartbeat.figures(), after, heartbeatFile);
      }
    }
  }

  private static ObservableBooleanValue systemDark() {
    ReadOnlyObjectProperty<ColorScheme> scheme = Platform.getPreferences().colorSchemeProperty();
    return Bindings.createBooleanBinding(() -> scheme.get() == ColorScheme.DARK, scheme);
  }
}
