package dev.eyepiece.ui.overview;

import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import javafx.util.Duration;

/** What comes in, what is held, and the settings to paste into a program. FX thread only. */
public final class OverviewView implements View {
  private static final int SECONDS = 180;
  private static final double CHART = 120;

  private final Telemetry telemetry;
  private final Theme theme;
  private final InstantSource clock;
  private final ScrollPane root;
  private final FlowPane figures = new FlowPane(32, 16);
  private final GridPane held = new GridPane(16, 8);
  private final Label heading = new Label();
  private final Label banner = new Label();
  private final Canvas chart = new Canvas(600, CHART);
  private final Deque<Long> rates = new ArrayDeque<>();
  private final Timeline ticks = new Timeline(new KeyFrame(Duration.seconds(1), event -> tick()));

  public OverviewView(Telemetry telemetry, Receiving receiving, Theme theme, InstantSource clock) {
    this.telemetry = telemetry;
    this.theme = theme;
    this.clock = clock;
    heading.getStyleClass().add("title");
    heading.setId("overview-heading");
    banner.getStyleClass().add("banner");
    banner.setId("trouble");
    banner.managedProperty().bind(banner.visibleProperty());
    banner.setWrapText(true);
    Label rate = new Label("Spans per second, last three minutes");
    rate.getStyleClass().addAll("muted", "small");
    StackPane chartBox = new StackPane(chart);
    chartBox.setAlignment(Pos.TOP_LEFT);
    chartBox.setMinHeight(CHART);
    chartBox.setMinWidth(0);
    chartBox
        .widthProperty()
        .subscribe(width -> {
          chart.setWidth(Math.max(100, width.doubleValue()));
          draw();
        });
    Label heldTitle = new Label("Held");
    heldTitle.getStyleClass().add("title");
    Label sendTitle = new Label("Send to it");
    sendTitle.getStyleClass().add("title");
    VBox page =
        new VBox(
            heading,
            banner,
            figures,
            rate,
            chartBox,
            sendTitle,
            snippets(receiving),
            heldTitle,
            held);
    page.getStyleClass().add("page");
    root = new ScrollPane(page);
    root.setFitToWidth(true);
    root.getStyleClass().add("view");
    ticks.setCycleCount(Animation.INDEFINITE);
    theme.tokensProperty().subscribe(() -> draw());
    telemetryOnce();
  }

  private void telemetryOnce() {
    show(telemetry.stats());
  }

  private static Node snippets(Receiving to) {
    TabPane tabs = new TabPane();
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.setId("snippets");
    tabs.getTabs()
        .addAll(
            tab(
                "gRPC",
                "export OTEL_EXPORTER_OTLP_ENDPOINT="
                    + to.grpc()
                    + "\nexport OTEL_EXPORTER_OTLP_PROTOCOL=grpc"),
            tab(
                "HTTP",
                "export OTEL_EXPORTER_OTLP_ENDPOINT="
                    + to.http()
                    + "\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"),
            tab(
                "Java",
                "java -javaagent:opentelemetry-javaagent.jar \\\n  -Dotel.service.name=my-service \\\n"
                    + "  -Dotel.exporter.otlp.endpoint="
                    + to.http()
                    + " \\\n  -jar my-service.jar"),
            tab(
                "Python",
                "OTEL_SERVICE_NAME=my-service OTEL_EXPORTER_OTLP_ENDPOINT="
                    + to.grpc()
                    + " \\\n  opentelemetry-instrument python my_service.py"),
            tab(
                "Node.js",
                "OTEL_SERVICE_NAME=my-service OTEL_EXPORTER_OTLP_ENDPOINT="
                    + to.http()
                    + " \\\n  node --require @opentelemetry/auto-instrumentations-node/register app.js"),
            tab(
                "Collector",
                "exporters:\n  otlp_grpc/eyepiece:\n    endpoint: "
                    + to.grpc().replaceFirst("^https?://", "")
                    + "\n    tls:\n      insecure: true"),
            tab("eyepiece run", "./eyepiece run -- COMMAND"));
    return tabs;
  }

  private static Tab tab(String title, String text) {
    Label code = new Label(text);
    code.getStyleClass().add("code");
    code.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(code, Priority.ALWAYS);
    Button copy = new Button("Copy");
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setOnAction(event -> {
      ClipboardContent content = new ClipboardContent();
      content.putString(text);
      Clipboard.getSystemClipboard().setContent(content);
      copy.setText("Copied");
    });
    HBox box = new HBox(12, code, copy);
    box.setStyle("-fx-padding: 12 0 0 0");
    box.setMinWidth(0);
    return new Tab(title, box);
  }

  private static VBox figure(String name, String value, boolean bad) {
    Label figure = new Label(value);
    figure.getStyleClass().add("figure");
    if (bad) {
      figure.getStyleClass().add("bad");
    }
    Label label = new Label(name);
    label.getStyleClass().addAll("muted", "small");
    VBox box = new VBox(2, figure, label);
    box.setMinWidth(120);
    return box;
  }

  private void show(RoadStats stats) {
    long total = stats.store().spans() + stats.unsealedSpans();
    heading.setText(
        total == 0
            ? "Nothing has come yet. Paste one of these into a program's environment:"
            : "Receiving, last " + ago(stats));
    banner.setText(stats.trouble());
    banner.setVisible(!stats.trouble().isEmpty());
    figures
        .getChildren()
        .setAll(
            figure("spans per second", Formats.count(stats.spansPerSecond()), false),
            figure("spans taken", Formats.count(stats.spans()), false),
            figure("requests", Formats.count(stats.requests()), false),
            figure(
                "spans rejected", Formats.count(stats.rejectedSpans()), stats.rejectedSpans() > 0),
            figure(
                "requests told to wait",
                Formats.count(stats.refusedRequests()),
                stats.refusedRequests() > 0),
            figure("spans held", Formats.count(total), false));
    held.getChildren().clear();
    bar(0, "On disk", stats.store().bytes(), stats.store().capBytes(), Formats::bytes);
    bar(1, "In memory", stats.ringBytes(), stats.ringCapBytes(), Formats::bytes);
    bar(2, "Waiting", stats.queueBytes(), stats.queueCapBytes(), Formats::bytes);
    Label journal =
        new Label(
            "Journal "
                + Formats.bytes(stats.journalBytes())
                + ", acknowledged means "
                + switch (stats.durability()) {
                  case NONE -> "taken into memory: a crash loses the newest seconds";
                  case GROUP -> "written to a file, forced to disk five times a second";
                  case STRICT -> "forced to disk";
                }
                + (stats.store().deletedSpans() > 0
                    ? "; " + Formats.count(stats.store().deletedSpans()) + " old spans deleted"
                    : ""));
    journal.getStyleClass().addAll("muted", "small");
    held.add(journal, 0, 3, 3, 1);
  }

  private String ago(RoadStats stats) {
    if (stats.lastReceivedUnixNano() == 0) {
      return "before this start";
    }
    long seconds = clock.instant().getEpochSecond() - stats.lastReceivedUnixNano() / 1_000_000_000L;
    return seconds <= 1 ? "just now" : Formats.duration(seconds * 1_000_000_000L) + " ago";
  }

  private void bar(int row, String name, long value, long cap, Function<Long, String> format) {
    Label label = new Label(name);
    Region fill = new Region();
    fill.getStyleClass().add("bar-fill");
    double share = cap <= 0 ? 0 : Math.min(1, (double) value / (double) cap);
    fill.setMaxWidth(Math.max(value > 0 ? 2 : 0, 240 * share));
    fill.setMinHeight(8);
    fill.setMaxHeight(8);
    StackPane track = new StackPane(fill);
    track.getStyleClass().add("bar-track");
    track.setAlignment(Pos.CENTER_LEFT);
    track.setMinSize(240, 8);
    track.setMaxSize(240, 8);
    Label figure = new Label(format.apply(value) + " of " + format.apply(cap));
    figure.getStyleClass().addAll("mono", "muted");
    held.addRow(row, label, track, figure);
  }

  private void tick() {
    RoadStats stats = telemetry.stats();
    rates.addLast(stats.spansPerSecond());
    while (rates.size() > SECONDS) {
      rates.removeFirst();
    }
    show(stats);
    draw();
  }

  private void draw() {
    GraphicsContext g = chart.getGraphicsContext2D();
    Tokens tokens = theme.tokens();
    double width = chart.getWidth();
    g.clearRect(0, 0, width, CHART);
    long most = rates.stream().mapToLong(Long::longValue).max().orElse(0);
    double top = nice((double) Math.max(10, most));
    g.setFont(Theme.mono(10));
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.RIGHT);
    double left = 64;
    for (int i = 0; i <= 4; i++) {
      double y = Math.round(6 + (CHART - 12) * (1 - i / 4.0)) + 0.5;
      g.setStroke(tokens.get("divider"));
      g.strokeLine(left, y, width, y);
      g.setFill(tokens.get("muted"));
      g.fillText(Formats.count(Math.round(top * i / 4)), left - 8, y);
    }
    g.setStroke(tokens.get("accent"));
    g.setLineWidth(1.5);
    g.beginPath();
    int at = SECONDS - rates.size();
    boolean first = true;
    for (long rate : rates) {
      double x = left + (width - left) * at++ / (SECONDS - 1.0);
      double y = 6 + (CHART - 12) * (1 - (double) rate / top);
      if (first) {
        g.moveTo(x, y);
        first = false;
      } else {
        g.lineTo(x, y);
      }
    }
    g.stroke();
    g.setLineWidth(1);
  }

  private static double nice(double most) {
    double magnitude = Math.pow(10, Math.floor(Math.log10(most)));
    for (double factor : new double[] {1, 2, 4, 8, 10}) {
      if (magnitude * factor >= most) {
        return magnitude * factor;
      }
    }
    return magnitude * 10;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    tick();
    ticks.play();
  }

  /** The chart goes on while other views are shown, so the timer is not stopped. */
  @Override
  public void hide() {}

  @Override
  public List<KeyHint> keys() {
    return List.of(new KeyHint("g t", "traces"), new KeyHint("/", "search"));
  }
}
