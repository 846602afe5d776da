package dev.eyepiece.ui.waterfall;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One trace: header, waterfall and the selected span in full; completes itself while spans arrive.
 */
public final class TraceView implements View {
  private final Telemetry telemetry;
  private final Background background;
  private final ZoneId zone;
  private final BorderPane root = new BorderPane();
  private final Label title = new Label();
  private final Label facts = new Label();
  private final Label found = new Label();
  private final TextField find = new TextField();
  private final Waterfall waterfall;
  private final DetailsPane details;
  private final Timeline ticks = new Timeline(new KeyFrame(Duration.seconds(1), event -> tick()));

  private @Nullable TraceId traceId;
  private @Nullable TraceModel model;
  private BitSet matches = new BitSet();
  private long wantedSpan;
  private long loadedGeneration;
  private Background.@Nullable Task loading;
  private Background.@Nullable Task searching;

  public TraceView(
      Telemetry telemetry, Navigator navigator, Theme theme, Background background, ZoneId zone) {
    this.telemetry = telemetry;
    this.background = background;
    this.zone = zone;
    waterfall = new Waterfall(theme, this::selected);
    details = new DetailsPane(navigator, zone);
    ticks.setCycleCount(Animation.INDEFINITE);
    title.getStyleClass().add("title");
    title.setMinWidth(60);
    facts.getStyleClass().addAll("mono", "muted");
    facts.setMinWidth(0);
    facts.setId("trace-facts");
    find.setPromptText("Find in trace");
    find.setId("find");
    find.getStyleClass().add("search");
    find.setPrefColumnCount(18);
    find.setMinWidth(120);
    found.getStyleClass().addAll("small", "muted");
    found.setMinWidth(Region.USE_PREF_SIZE);
    Region grow = new Region();
    HBox.setHgrow(grow, Priority.ALWAYS);
    HBox strip = new HBox(title, facts, grow, found, find);
    strip.getStyleClass().add("header-strip");
    SplitPane split = new SplitPane(waterfall, details);
    split.setDividerPositions(0.74);
    SplitPane.setResizableWithParent(details, false);
    root.getStyleClass().add("view");
    root.setTop(strip);
    root.setCenter(split);
    find.textProperty().subscribe(text -> search(text));
    find.addEventHandler(KeyEvent.KEY_PRESSED, this::findKey);
    waterfall.setOnKeyPressed(this::key);
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    if (place instanceof Place.Trace(TraceId id, long spanId)) {
      if (!id.equals(traceId)) {
        model = null;
        title.setText("Loading " + id);
        facts.setText("");
        find.clear();
        details.show(null);
      }
      traceId = id;
      wantedSpan = spanId;
      load(id);
      ticks.play();
    }
    background.onFx(() -> waterfall.requestFocus());
  }

  @Override
  public void hide() {
    ticks.stop();
  }

  /** What is loaded off the FX thread. */
  private record Loaded(TraceModel model, List<CriticalPath.Part> path) {}

  private void load(TraceId id) {
    if (loading != null) {
      loading.cancel();
    }
    loadedGeneration = telemetry.stats().generation();
    loading =
        background.run(
            "trace " + id,
            () -> read(id),
            loaded -> {
              loading = null;
              loaded.ifPresentOrElse(this::loaded, () -> title.setText(id + " is not held"));
            },
            problem -> {
              loading = null;
              title.setText("" + problem.getMessage());
            });
  }

  private Optional<Loaded> read(TraceId id) throws StoreException {
    try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
      Optional<TraceSpans> spans = snapshot.trace(id);
      return spans.map(all -> {
        TraceModel made = new TraceModel(all);
        return new Loaded(made, CriticalPath.of(made));
      });
    }
  }

  private void loaded(Loaded loaded) {
    TraceModel now = loaded.model();
    TraceModel before = model;
    int selectedBefore = waterfall.selected();
    if (before != null && before.size() == now.size()) {
      return;
    }
    long keep =
        before != null && selectedBefore >= 0
            ? before.spans().spanId()[selectedBefore]
            : wantedSpan;
    model = now;
    waterfall.show(now, loaded.path());
    int first = now.at(0);
    TraceSpans spans = now.spans();
    title.setText(
        spans.services().get(spans.service()[first])
            + "  "
            + spans.names().get(spans.name()[first]));
    facts.setText(
        Formats.full(now.startUnixNano(), zone)
            + "   "
            + Formats.duration(now.durationNano())
            + "   "
            + Formats.count(now.size())
            + " spans   "
            + spans.services().size()
            + " services   depth "
            + now.maxDepth()
            + "   "
            + now.errors()
            + " errors   all of "
            + Formats.count(now.size())
            + " shown");
    for (int i = 0; keep != 0 && i < now.size(); i++) {
      if (spans.spanId()[i] == keep) {
        waterfall.select(i, before == null);
        selected(i);
        break;
      }
    }
    if (!find.getText().isBlank()) {
      search(find.getText());
    }
  }

  private void tick() {
    TraceId id = traceId;
    if (id != null && loading == null && telemetry.stats().generation() != loadedGeneration) {
      load(id);
    }
  }

  private void selected(int row) {
    TraceModel shown = model;
    if (shown == null || row < 0) {
      return;
    }
    TraceSpans spans = shown.spans();
    background.run(
        "span",
        () -> {
          try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
            return snapshot.span(spans.batchId()[row], spans.place()[row]);
          }
        },
        record -> {
          if (waterfall.selected() == row) {
            details.show(record.orElse(null));
          }
        },
        problem -> found.setText("" + problem.getMessage()));
  }

  private void search(String text) {
    TraceModel shown = model;
    if (searching != null) {
      searching.cancel();
    }
    if (text.isBlank() || shown == null) {
      matches = new BitSet();
      found.setText("");
      waterfall.showMatches(matches, false);
      return;
    }
    Search parsed;
    try {
      parsed = Search.parse(text);
    } catch (SearchSyntaxException e) {
      found.setText(e.getMessage());
      return;
    }
    searching =
        background.run(
            "find",
            () -> {
              try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
                return snapshot.matches(shown.spans(), parsed);
              }
            },
            rows -> {
              matches = new BitSet();
              for (int row : rows) {
                matches.set(row);
              }
              found.setText(rows.length + " of " + shown.size() + " spans match");
              waterfall.showMatches(matches, true);
            },
            problem -> found.setText("" + problem.getMessage()));
  }

  private void findKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      next(span -> matches.get(span), event.isShiftDown() ? -1 : 1);
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      find.clear();
      waterfall.requestFocus();
      event.consume();
    }
  }

  /** Whether a span is wanted. */
  private interface Wanted {
    boolean is(int span);
  }

  /** Goes to the next wanted span in the waterfall's order, around the end. */
  private void next(Wanted wanted, int direction) {
    TraceModel shown = model;
    if (shown == null) {
      return;
    }
    int n = shown.size();
    int at = direction > 0 ? -1 : n;
    for (int position = 0; position < n; position++) {
      if (shown.at(position) == waterfall.selected()) {
        at = position;
      }
    }
    for (int step = 1; step <= n; step++) {
      int span = shown.at(Math.floorMod(at + direction * step, n));
      if (wanted.is(span)) {
        waterfall.select(span, true);
        selected(span);
        return;
      }
    }
  }

  private boolean isError(int span) {
    TraceModel shown = model;
    return shown != null && shown.spans().statusCode()[span] == 2;
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
      find.requestFocus();
      return;
    }
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    int back = event.isShiftDown() ? -1 : 1;
    switch (event.getCode()) {
      case DOWN, J -> waterfall.move(1);
      case UP, K -> waterfall.move(-1);
      case PAGE_DOWN -> waterfall.move(20);
      case PAGE_UP -> waterfall.move(-20);
      case HOME -> waterfall.move(-10_000_000);
      case END -> waterfall.move(10_000_000);
      case LEFT, H -> waterfall.collapse(true);
      case RIGHT, L -> waterfall.collapse(false);
      case OPEN_BRACKET -> waterfall.collapseAll(false);
      case CLOSE_BRACKET -> waterfall.collapseAll(true);
      case W -> waterfall.zoom(0.7);
      case S -> waterfall.zoom(1.4);
      case A -> waterfall.pan(-0.25);
      case D -> waterfall.pan(0.25);
      case F -> waterfall.fit();
      case C -> waterfall.toggleCritical();
      case E -> next(this::isError, back);
      case N -> next(span -> matches.get(span), back);
      default -> {
        return;
      }
    }
    event.consume();
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(
        new KeyHint("e E", "errors"),
        new KeyHint("Ctrl+F n N", "find"),
        new KeyHint("h l [ ]", "fold"),
        new KeyHint("w s a d f", "zoom"),
        new KeyHint("c", "critical path"));
  }
}
