package dev.eyepiece.ui.query;

import dev.eyepiece.ruleeditor.CodePane;
import dev.eyepiece.ruleeditor.Mark;
import dev.eyepiece.ruleeditor.RuleEditor;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Action;
import dev.eyepiece.ui.shell.Keys;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.FocusSoon;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.theme.Theme;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Statements in SQL over what is held, and what they give. FX thread only. */
public final class QueryView implements View {
  private static final String TYPED = "query.typed";

  private final QueryModel model;
  private final CodePane code;
  private final ResultPane results;
  private final StatementList statements;
  private final SplitPane split = new SplitPane();
  private final SplitPane beside = new SplitPane();
  private final BorderPane root = new BorderPane();
  private final ToggleButton history = new ToggleButton("History");
  private final Button run = new Button("Run");
  private final Button cancel = new Button("Cancel");
  private final Keys keys = new Keys();
  private final Remembered remembered;
  private boolean fresh = true;

  /**
   * The view of a model.
   *
   * @param remembered keeps what is typed until the next run
   */
  public QueryView(
      QueryModel model,
      Navigator navigator,
      Theme theme,
      Background background,
      Remembered remembered) {
    this.model = model;
    this.remembered = remembered;
    code = SqlCode.pane(model);
    results = new ResultPane(model, navigator, theme, background, System::nanoTime, model::run);
    statements = new StatementList(model, this::replace);
    split.setOrientation(Orientation.VERTICAL);
    code.setMinHeight(72);
    split.getItems().addAll(code, results);
    split.setDividerPositions(0.3);
    SplitPane.setResizableWithParent(code, false);
    beside.getItems().add(split);
    root.setTop(bar());
    root.setCenter(beside);
    root.setId("query");
    root.getStyleClass().addAll("view", "rule-editor", "query-view");
    Sheets.dress(root, RuleEditor.sheet(), Sheets.of(QueryView.class, "query.css"));
    bindKeys();
    model.textProperty().subscribe(this::typed);
    model.stateProperty().subscribe(this::stated);
  }

  private Node bar() {
    run.setId("sql-run");
    run.setGraphic(Icons.of(Feather.PLAY));
    run.setTooltip(new Tooltip("Run (Ctrl+Enter)"));
    run.setOnAction(event -> model.run());
    cancel.setId("sql-cancel");
    cancel.setTooltip(new Tooltip("End it (Esc)"));
    cancel.setOnAction(event -> model.cancel());
    history.setId("sql-history");
    history.setGraphic(Icons.of(Feather.CLOCK));
    history.setTooltip(new Tooltip("Saved statements and history (Ctrl+H)"));
    history.selectedProperty().subscribe((old, now) -> showHistory(now));
    Label limits =
        Kit.label(
            "ended after "
                + model.limits().timeText()
                + ", at most "
                + Formats.count(model.limits().rows())
                + " rows",
            "muted",
            "small");
    limits.setMinWidth(0);
    HBox bar = new HBox(8, run, cancel, limits, Kit.grow(), history);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("rule-bar");
    return bar;
  }

  private void bindKeys() {
    keys.bind("Ctrl+Enter", "run", model::run)
        .bind("Ctrl+H", "saved and history", () -> history.setSelected(!history.isSelected()))
        .bind("Ctrl+E", "table or chart", results::toggleForm)
        .bind("o", "the row's trace", results.table()::openTrace)
        .bind("y", "copy rows", results.table()::copyRows)
        .bind("Ctrl+C", "copy rows", results.table()::copyRows);
    root.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          boolean rows = results.table().isFocused();
          String chord = event.isShortcutDown() ? event.getCode().getName() : "";
          boolean everywhere = List.of("Enter", "H", "E").contains(chord);
          if (rows || everywhere) {
            keys.handle(event, !rows);
          }
        });
  }

  /** The model's text may come from elsewhere: an example, a search, the history. */
  private void typed(String now) {
    if (!code.area().getText().equals(now)) {
      code.area().replaceText(now);
      code.area().requestFollowCaret();
    }
  }

  private void replace(String sql) {
    model.type(sql);
    code.area().requestFocus();
  }

  private void stated(QueryState state) {
    boolean runs = state instanceof QueryState.Running;
    run.setDisable(runs);
    cancel.setDisable(!runs);
    code.closeLayer();
    List<Mark> marks = model.marksProperty().get();
    if (state instanceof QueryState.Failed && !marks.isEmpty()) {
      // The message stands where the caret is.
      code.area().moveTo(Math.min(marks.getFirst().start(), code.area().getLength()));
      code.area().requestFollowCaret();
      code.refresh();
    }
  }

  private void showHistory(boolean on) {
    if (on && !beside.getItems().contains(statements)) {
      beside.getItems().add(statements);
      SplitPane.setResizableWithParent(statements, false);
      beside.setDividerPositions(1 - 280 / Math.max(600, beside.getWidth()));
    } else if (!on) {
      beside.getItems().remove(statements);
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    if (fresh) {
      fresh = false;
      model.book().load();
      if (model.text().isEmpty()) {
        model.type(remembered.get(TYPED, ""));
      }
    }
    model.look();
    FocusSoon.on(code.area());
  }

  @Override
  public void hide() {
    results.hide();
    remembered.put(TYPED, model.text());
  }

  @Override
  public boolean closeLayer() {
    if (code.closeLayer()) {
      return true;
    }
    if (model.stateProperty().get() instanceof QueryState.Running) {
      model.cancel();
      return true;
    }
    return false;
  }

  @Override
  public List<KeyHint> keys() {
    return keys.hints();
  }

  @Override
  public List<Action> actions() {
    return List.of(
        new Action("Run the statement", "Query", "Ctrl+Enter", model::run),
        new Action("Cancel the statement", "Query", "Esc", model::cancel),
        new Action(
            "Saved statements and history", "Query", "Ctrl+H", () -> history.setSelected(true)),
        new Action("Result as a table or a chart", "Query", "Ctrl+E", results::toggleForm),
        new Action("Export the result", "Query", "", results::export));
  }

  @Override
  public List<Node> panes() {
    return history.isSelected() ? List.of(code, results, statements) : List.of(code, results);
  }
}
