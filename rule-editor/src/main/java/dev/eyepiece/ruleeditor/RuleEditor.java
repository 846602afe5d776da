package dev.eyepiece.ruleeditor;

import dev.eyepiece.telemetry.Signal;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Rules, written and tried on what has really come. FX thread only. */
public final class RuleEditor extends BorderPane {
  private static final String SHEET = "rule-editor.css";

  /** Room for the shorter choice; the longer one is cut, and whole when the list is open. */
  private static final double OVER = 132;

  private static final double NARROW = 104;

  private static final List<Integer> AMOUNTS = List.of(20, 100, 500, 2000);

  private final RuleModel model;
  private final RuleArea text;
  private final ChoiceBox<String> signal = new ChoiceBox<>();
  private final ChoiceBox<String> over = new ChoiceBox<>();
  private final ChoiceBox<Integer> amount = new ChoiceBox<>();

  public RuleEditor(RuleModel model) {
    this.model = model;
    text = new RuleArea(model);
    OutcomePane outcome = new OutcomePane();
    OutcomeList outcomes = new OutcomeList(outcome::show);
    model.runProperty().subscribe(run -> outcomes.show(run));
    SplitPane results = new SplitPane(outcomes, outcome);
    results.setDividerPositions(0.4);
    SplitPane all = new SplitPane(text, results);
    all.setOrientation(Orientation.VERTICAL);
    all.setDividerPositions(0.4);
    getStyleClass().add("rule-editor");
    URL sheet = RuleEditor.class.getResource(SHEET);
    if (sheet != null) {
      getStylesheets().add(sheet.toExternalForm());
    }
    setTop(bar());
    setCenter(all);
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  private Node bar() {
    signal.setId("rule-signal");
    model.signals().forEach(one -> signal.getItems().add(name(one)));
    signal.getSelectionModel().select(name(model.signal()));
    signal
        .getSelectionModel()
        .selectedIndexProperty()
        .subscribe((old, now) -> model.choose(model.signals().get(now.intValue())));
    over.setId("rule-over");
    over.setPrefWidth(OVER);
    over.setMinWidth(OVER);
    signal.setPrefWidth(NARROW);
    signal.setMinWidth(NARROW);
    amount.setPrefWidth(NARROW);
    amount.setMinWidth(0);
    over.getItems().setAll("the newest", "the newest that the search finds");
    over.getSelectionModel().select(0);
    amount.setId("rule-amount");
    amount.getItems().setAll(AMOUNTS);
    amount.getSelectionModel().select(1);
    Button run = new Button("Dry-run");
    run.setId("rule-run");
    run.setMinWidth(Region.USE_PREF_SIZE);
    run.getStyleClass().add("accent");
    run.setTooltip(new Tooltip("Try the rules; nothing that is held is changed (Ctrl+Enter)"));
    run.setOnAction(event -> run());
    Label state = new Label();
    state.setId("rule-state");
    state.getStyleClass().add("muted");
    state.textProperty().bind(model.stateProperty());
    state.setMinWidth(0);
    Label on = new Label("over");
    on.setMinWidth(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox bar = new HBox(8, signal, run, on, over, amount, gap, state);
    bar.getStyleClass().add("rule-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    return bar;
  }

  private static String name(Signal signal) {
    return signal.name().toLowerCase(Locale.ROOT);
  }

  private void run() {
    Integer most = amount.getValue();
    model.dryRun(over.getSelectionModel().getSelectedIndex() == 1, most == null ? 100 : most);
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.ENTER) {
      run();
      event.consume();
    }
  }

  /** The text as it stands. */
  public String rules() {
    return model.text();
  }

  /** Puts another text into the editor. */
  public void setRules(String rules) {
    text.area().replaceText(rules);
  }

  /** Chooses what a list of statements is for, where it is offered. */
  public void choose(Signal wanted) {
    if (signal.getItems().contains(name(wanted))) {
      signal.getSelectionModel().select(name(wanted));
    }
  }

  /** Gives the text the focus. */
  @Override
  public void requestFocus() {
    text.area().requestFocus();
  }

  /**
   * Closes the innermost thing that is open.
   *
   * @return whether there was one
   */
  public boolean closeLayer() {
    return text.closeLayer();
  }
}
