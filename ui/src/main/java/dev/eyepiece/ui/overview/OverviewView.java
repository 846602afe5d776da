package dev.eyepiece.ui.overview;

import dev.eyepiece.store.Red;
import dev.eyepiece.ui.Host;
import dev.eyepiece.ui.chart.ChartPicture;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.shell.Action;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.AskFx;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Export;
import dev.eyepiece.ui.theme.ExportMenu;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Theme;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** What comes in, how the services do, what is held, what to paste. FX thread only. */
public final class OverviewView implements View {
  private static final double SIDE = 460;
  private static final double LEAST_RATE = 4;
  private static final List<ChartPane.Mark> MINUTES =
      List.of(
          new ChartPane.Mark(0, "3 min ago"),
          new ChartPane.Mark(1 / 3.0, "2 min"),
          new ChartPane.Mark(2 / 3.0, "1 min"),
          new ChartPane.Mark(1, "now"));

  private final OverviewModel model;
  private final RedModel red;
  private final ZoneId zone;
  private final Label heading = Kit.label("", "title");
  private final Label told = Kit.label("", "muted", "small");
  private final ExportMenu export;
  private final HBox headline;
  private final Label banner = Kit.label("", "banner");
  private final SignalTable signals = new SignalTable();
  private final ChartPane rates;
  private final ChartPane durations;
  private final RedTable services;
  private final Label redTrouble = Kit.label("", "bad", "small");
  private final HeldPane held;
  private final RefusedPane refused = new RefusedPane();
  private final VBox redBlock;
  private final VBox rateBlock;
  private final VBox send;
  private final VBox side = new VBox(24);
  private final DoctorPane doctor;
  private final VBox main = new VBox(16);
  private final GridPane columns = new GridPane();
  private final ScrollPane root;
  private final Timeline ticks = new Timeline(new KeyFrame(Duration.seconds(1), event -> tick()));
  private boolean wide;
  private boolean nothing;

  /**
   * @param navigator goes to the traces of a service
   */
  public OverviewView(
      Host host,
      Ambient ambient,
      Navigator navigator,
      Theme theme,
      Background background,
      InstantSource clock,
      ZoneId zone) {
    this.zone = zone;
    model = new OverviewModel(host.telemetry(), host.received(), clock);
    held = new HeldPane(!host.telemetry().store().isEmpty());
    red = new RedModel(host.telemetry(), ambient, background, clock);
    heading.setId("overview-heading");
    heading.setWrapText(true);
    banner.setId("trouble");
    banner.setWrapText(true);
    banner.managedProperty().bind(banner.visibleProperty());
    rates = new ChartPane(theme, value -> Formats.count(Math.round(value)));
    durations = RedCharts.pane(theme);
    services =
        new RedTable(
            theme,
            service -> {
              ambient.searchProperty().set("service:" + SearchText.quoted(service));
              navigator.openMatches();
            });
    redTrouble.textProperty().bind(red.troubleProperty());
    redTrouble.visibleProperty().bind(redTrouble.textProperty().isNotEmpty());
    redTrouble.managedProperty().bind(redTrouble.visibleProperty());
    rateBlock =
        new VBox(8, signals, Kit.label("Per second, last three minutes", "muted", "small"), rates);
    redBlock =
        new VBox(
            8,
            Kit.label("Services: rate, errors, duration", "title"),
            redTrouble,
            services.node(),
            legend(),
            durations);
    Label sending = Kit.label("Send to it", "title");
    // As high as the headline beside it.
    sending.setMinHeight(Metrics.CONTROL);
    send = new VBox(4, sending, Snippets.pane(host.receiving()));
    doctor = new DoctorPane(host.doctor(), background);
    export =
        new ExportMenu(
            "overview",
            List.of(
                Export.text(
                    "CSV of the services", "csv", out -> OverviewExport.csv(services(), out)),
                Export.text("JSON", "json", out -> OverviewExport.json(signals(), services(), out)),
                ChartPicture.png("PNG of the rates", rates),
                ChartPicture.png("PNG of the durations", durations)),
            background,
            told::setText);
    export.setId("overview-export");
    told.setMinWidth(0);
    heading.setMinWidth(0);
    headline = new HBox(12, heading, Kit.grow(), told, export);
    headline.setAlignment(Pos.CENTER_LEFT);
    VBox page = new VBox(16, banner, columns);
    page.getStyleClass().add("page");
    columns.setHgap(32);
    columns.setVgap(24);
    root = new ScrollPane(page);
    root.setFitToWidth(true);
    root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    root.setId("overview");
    root.getStyleClass().add("view");
    root.widthProperty().subscribe(width -> arrange());
    model.stateProperty().subscribe(now -> show(now));
    red.redProperty().subscribe(now -> show(now));
    red.answeredProperty().subscribe(now -> show(red.redProperty().get()));
    ticks.setCycleCount(Animation.INDEFINITE);
    ticks.play();
  }

  private static Node legend() {
    HBox legend =
        new HBox(
            16,
            Kit.label("Duration of requests", "muted", "small"),
            SignalTable.named("p50", "muted"),
            SignalTable.named("p95", "accent"),
            SignalTable.named("p99", "warn"));
    legend.setAlignment(Pos.CENTER_LEFT);
    return legend;
  }

  /** Two columns where there is room; while nothing has come, what to paste stands first. */
  private void arrange() {
    boolean nowWide = root.getWidth() >= Metrics.NARROW - Metrics.RAIL;
    if (!columns.getChildren().isEmpty() && nowWide == wide) {
      return;
    }
    wide = nowWide;
    columns.getChildren().clear();
    columns.getColumnConstraints().clear();
    side.getChildren().setAll(held, refused, doctor);
    if (nothing) {
      main.getChildren().setAll(headline, send, rateBlock);
    } else {
      main.getChildren().setAll(headline, rateBlock, redBlock);
      side.getChildren().addFirst(send);
    }
    ColumnConstraints first = new ColumnConstraints();
    first.setHgrow(Priority.ALWAYS);
    first.setMinWidth(0);
    columns.getColumnConstraints().add(first);
    if (wide) {
      ColumnConstraints second = new ColumnConstraints(SIDE);
      columns.getColumnConstraints().add(second);
      columns.add(main, 0, 0);
      columns.add(side, 1, 0);
    } else {
      columns.add(main, 0, 0);
      columns.add(side, 0, 1);
    }
  }

  private void show(OverviewModel.State state) {
    heading.setText(state.heading());
    banner.setText(state.stats().trouble());
    banner.setVisible(!state.stats().trouble().isEmpty());
    signals.show(state.signals());
    held.show(state.stats());
    refused.show(state.received(), state.stats());
    if (state.nothing() != nothing) {
      nothing = state.nothing();
      columns.getChildren().clear();
      arrange();
    }
    rates.show(rates());
  }

  private void show(Red now) {
    boolean answered = red.answeredProperty().get();
    services.show(now.services(), answered);
    durations.show(RedCharts.content(now, answered, zone));
  }

  private ChartPane.Content rates() {
    RateHistory history = model.history();
    List<ChartPane.Line> lines = new ArrayList<>();
    for (int signal = 0; signal < history.signals(); signal++) {
      double[] x = new double[history.size()];
      double[] y = new double[history.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = (RateHistory.SECONDS - history.size() + i) / (RateHistory.SECONDS - 1.0);
        y[i] = history.at(signal, i);
      }
      String colour = SignalTable.COLOURS.get(signal % SignalTable.COLOURS.size());
      lines.add(new ChartPane.Line(colour, x, y, 1));
    }
    String rest = history.most() > 0 ? "" : model.stateProperty().get().rest();
    return new ChartPane.Content(
        Axis.linear((double) history.most(), LEAST_RATE), lines, MINUTES, rest);
  }

  /** The answer that is shown, for a background thread. */
  private Red services() {
    return AskFx.get(() -> red.redProperty().get());
  }

  private List<SignalRate> signals() {
    return AskFx.get(() -> model.stateProperty().get().signals());
  }

  private void tick() {
    model.tick();
    red.tick();
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    red.show();
  }

  /** The rates go on while other views are shown, so that no second is missing later. */
  @Override
  public void hide() {
    red.hide();
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(
        new KeyHint("g t", "traces"),
        new KeyHint("Enter", "traces of the service"),
        new KeyHint("/", "search"));
  }

  @Override
  public List<Action> actions() {
    return List.of(new Action("Export the overview", "Overview", "", export::show));
  }

  @Override
  public List<Node> panes() {
    return List.of(services.node(), side);
  }
}
