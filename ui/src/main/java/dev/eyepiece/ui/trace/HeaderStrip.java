package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.theme.Formats;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The head of the trace page: what the trace is, where it stands in the list, the find line. */
final class HeaderStrip extends VBox {
  /** Names up to so many characters are never cut. */
  private static final int SHORT = 18;

  private static final double LEAST_SERVICE = 140;

  private final TraceViewModel model;
  private final ZoneId zone;
  private final Label service = new Label();
  private final Label operation = new Label();
  private final Hyperlink id = new Hyperlink();
  private final Button previous = new Button("‹");
  private final Button next = new Button("›");
  private final Label walk = new Label();
  private final TextField find = new TextField();
  private final Label found = new Label();
  private final FlowPane facts = new FlowPane(16, 0);
  private final Label summary = new Label();
  private final Label notice = new Label();
  private final Button unfocus = new Button("one branch only ✕");
  private final Button uncritical = new Button("critical path only ✕");

  /**
   * @param after what stands at the end of the second line
   */
  HeaderStrip(TraceViewModel model, ZoneId zone, Runnable goPrevious, Runnable goNext, Node after) {
    this.model = model;
    this.zone = zone;
    service.getStyleClass().add("title");
    service.setMinWidth(40);
    service.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    operation.getStyleClass().addAll("title", "light");
    operation.setMinWidth(40);
    operation.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    id.getStyleClass().addAll("mono", "id");
    id.setMinWidth(USE_PREF_SIZE);
    id.setOnAction(event -> copyId());
    previous.setTooltip(new Tooltip("Previous trace of the list (<)"));
    next.setTooltip(new Tooltip("Next trace of the list (>)"));
    previous.setId("previous-trace");
    next.setId("next-trace");
    previous.setAccessibleText("Previous trace");
    next.setAccessibleText("Next trace");
    previous.setOnAction(event -> goPrevious.run());
    next.setOnAction(event -> goNext.run());
    walk.getStyleClass().addAll("mono", "muted");
    walk.setMinWidth(USE_PREF_SIZE);
    walk.setId("walk");
    find.setPromptText("Find in this trace");
    find.setId("find");
    find.getStyleClass().add("search");
    find.setPrefColumnCount(22);
    find.setMinWidth(228);
    find.textProperty().bindBidirectional(model.finder().textProperty());
    found.getStyleClass().addAll("small", "muted");
    found.setMinWidth(USE_PREF_SIZE);
    found.setId("found");
    found.textProperty().bind(model.finder().foundProperty());
    Region grow = new Region();
    HBox.setHgrow(grow, Priority.ALWAYS);
    HBox walking = new HBox(4, previous, walk, next);
    walking.getStyleClass().add("walk");
    walking.setMinWidth(USE_PREF_SIZE);
    HBox line = new HBox(service, operation, id, grow, found, find, walking);
    line.getStyleClass().add("header-strip");
    summary.setId("trace-facts");
    summary.setVisible(false);
    summary.setManaged(false);
    notice.getStyleClass().add("notice");
    notice.setId("new-spans");
    notice.managedProperty().bind(notice.visibleProperty());
    notice.visibleProperty().bind(notice.textProperty().isNotEmpty());
    notice.textProperty().bind(model.grownProperty());
    chip(unfocus, () -> model.leaveFocus());
    chip(uncritical, model::toggleOnlyCritical);
    facts.getStyleClass().add("facts");
    HBox.setHgrow(facts, Priority.ALWAYS);
    Segments<PageMode> modes =
        new Segments<>(List.of(PageMode.values()), PageMode::title, model.modeProperty());
    modes.setId("modes");
    // A pane that wraps does not ask how wide it will be.
    facts
        .prefWrapLengthProperty()
        .bind(widthProperty().subtract(modes.widthProperty()).subtract(80));
    HBox second = new HBox(8, facts, modes, after);
    second.getStyleClass().add("facts-line");
    getChildren().addAll(line, second, summary);
    model.stateProperty().subscribe(() -> show());
    model.shapeProperty().subscribe(() -> show());
  }

  private static void chip(Button button, Runnable action) {
    button.getStyleClass().add("chip");
    button.setOnAction(event -> action.run());
    button.managedProperty().bind(button.visibleProperty());
  }

  TextField find() {
    return find;
  }

  private void copyId() {
    TraceId trace = model.traceId();
    if (trace != null) {
      Copy.text(trace.toString());
    }
  }

  /** Where the trace stands in the list that it was opened from. */
  void showWalk(int index, int size) {
    walk.setText(index < 0 ? "" : Formats.count(index + 1) + " of " + Formats.count(size, "trace"));
    previous.setDisable(index <= 0);
    next.setDisable(index < 0 || index >= size - 1);
    previous.getParent().setVisible(index >= 0);
    previous.getParent().setManaged(index >= 0);
  }

  private void show() {
    TraceId trace = model.traceId();
    TraceData data = model.data();
    id.setText(trace == null ? "" : trace.toString().substring(0, 7));
    id.setTooltip(new Tooltip(trace + "\nClick to copy"));
    facts.getChildren().clear();
    if (data == null) {
      service.setText(titleWithoutTrace());
      operation.setText("");
      summary.setText("");
      return;
    }
    TraceTree tree = data.tree();
    int root = data.headline();
    service.setText(tree.service(root).isEmpty() ? "no service name" : tree.service(root));
    service.setMinWidth(service.getText().length() <= SHORT ? USE_PREF_SIZE : LEAST_SERVICE);
    operation.setText(tree.name(root));
    operation.setTooltip(new Tooltip(tree.service(root) + "  " + tree.name(root)));
    fact("Start", Formats.full(tree.startUnixNano(), zone));
    fact("Duration", Formats.duration(tree.durationNano()));
    fact("Spans", Formats.count(data.spanCount()));
    fact("Services", Formats.count(tree.spans().services().size()));
    fact("Depth", Formats.count(tree.levels()));
    fact("Errors", Formats.count(data.errors().cardinality()))
        .getStyleClass()
        .add(data.errors().isEmpty() ? "value" : "bad");
    if (tree.stubs() > 0) {
      Label missing = new Label(Formats.count(tree.stubs(), "parent") + " not received");
      missing.getStyleClass().add("warning");
      facts.getChildren().add(missing);
    }
    Outline outline = model.outline();
    Label shown = new Label(shownText(data, outline));
    shown.getStyleClass().add("muted");
    facts.getChildren().addAll(shown, notice);
    unfocus.setVisible(outline != null && outline.focus() >= 0);
    uncritical.setVisible(outline != null && outline.isOnlyCritical());
    facts.getChildren().addAll(unfocus, uncritical);
    summary.setText(shown.getText());
  }

  private static String shownText(TraceData data, @Nullable Outline open) {
    int rows = open == null ? 0 : open.rows().size();
    int all = data.tree().nodes();
    return rows == all
        ? "all of " + Formats.count(data.spanCount()) + " shown"
        : Formats.count(rows) + " of " + Formats.count(all) + " rows shown";
  }

  private String titleWithoutTrace() {
    return switch (model.stateProperty().get()) {
      case PageState.Loading loading -> "Loading " + loading.id();
      case PageState.NotHeld gone -> "Trace " + gone.id() + " is not held";
      case PageState.Failed failed -> failed.message();
      case PageState.Open open -> "";
      case null -> "";
    };
  }

  private Label fact(String name, String value) {
    Label key = new Label(name);
    key.getStyleClass().add("muted");
    Label text = new Label(value);
    text.getStyleClass().addAll("mono", "value");
    HBox pair = new HBox(6, key, text);
    pair.getStyleClass().add("fact");
    facts.getChildren().add(pair);
    return text;
  }
}
