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
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Rules, written and tried on what has really come. FX thread only. */
public final class RuleEditor extends BorderPane {
  private static final String SHEET = "rule-editor.css";

  private static final int USUAL = 100;
  private static final List<Integer> AMOUNTS = List.of(20, USUAL, 500, 2000);

  private final RuleModel model;
  private final CodePane text;
  private final ChoiceBox<String> signal = new ChoiceBox<>();
  private final ToggleButton found = new ToggleButton("of the search");
  private final ChoiceBox<Integer> amount = new ChoiceBox<>();

  public RuleEditor(RuleModel model) {
    this.model = model;
    text = RuleCode.pane(model);
    OutcomePane outcome = new OutcomePane();
    OutcomeList outcomes = new OutcomeList(outcome::show);
    model.runProperty().subscribe(run -> outcomes.show(run));
    SplitPane lists = new SplitPane(outcomes, outcome);
    lists.setDividerPositions(0.4);
    // What changed needs the room that is there; a record's name can be cut.
    outcomes.setMinWidth(160);
    outcomes.maxWidthProperty().bind(lists.widthProperty().multiply(0.45));
    SplitPane.setResizableWithParent(outcomes, false);
    BorderPane results = new BorderPane(lists);
    results.setTop(bar(outcomes.fates()));
    SplitPane all = new SplitPane(new StackPane(text, state()), results);
    all.setOrientation(Orientation.VERTICAL);
    all.setDividerPositions(0.4);
    getStyleClass().add("rule-editor");
    getStylesheets().add(sheet().toExternalForm());
    chooseSignal();
    setCenter(all);
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  /**
   * The style sheet that the editor has, for a window that puts another size of text into it.
   *
   * @throws IllegalStateException when the program lacks it
   */
  public static URL sheet() {
    URL sheet = RuleEditor.class.getResource(SHEET);
    if (sheet == null) {
      throw new IllegalStateException(SHEET + " is missing from the program");
    }
    return sheet;
  }

  private void chooseSignal() {
    signal.setId("rule-signal");
    signal.setAccessibleText("Signal that a list of statements is for");
    signal.setTooltip(new Tooltip("What a list of statements is for; YAML says so itself"));
    signal.setMinWidth(Region.USE_PREF_SIZE);
    model.signals().forEach(one -> signal.getItems().add(name(one)));
    signal.getSelectionModel().select(name(model.signal()));
    signal
        .getSelectionModel()
        .selectedIndexProperty()
        .subscribe((old, now) -> model.choose(model.signals().get(now.intValue())));
  }

  /** What a list of statements is for, to be put where the rule set is described. */
  public Node signalChoice() {
    return signal;
  }

  /** Stands over the last line of the text, as long as there is something to say. */
  private Node state() {
    Label state = new Label();
    state.setId("rule-state");
    state.getStyleClass().addAll("muted", "rule-state");
    state.textProperty().bind(model.stateProperty());
    state.visibleProperty().bind(state.textProperty().isNotEmpty());
    state.setMouseTransparent(true);
    StackPane.setAlignment(state, Pos.BOTTOM_RIGHT);
    return state;
  }

  private Node bar(Node fates) {
    Button run = new Button("Dry-run");
    run.setId("rule-run");
    run.setMinWidth(Region.USE_PREF_SIZE);
    run.getStyleClass().add("accent");
    run.setTooltip(new Tooltip("Try the rules; nothing that is held is changed (Ctrl+Enter)"));
    run.setOnAction(event -> run());
    amount.setId("rule-amount");
    amount.setAccessibleText("How many records to try the rules on");
    amount.setMinWidth(Region.USE_PREF_SIZE);
    amount.getItems().setAll(AMOUNTS);
    amount.setConverter(new Amount());
    amount.getSelectionModel().select(Integer.valueOf(USUAL));
    found.setId("rule-found");
    found.setMinWidth(Region.USE_PREF_SIZE);
    found.setTooltip(new Tooltip("Only records that the search line and the time range find"));
    HBox bar = new HBox(8, run, amount, found, fates);
    bar.getStyleClass().add("rule-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    return bar;
  }

  /** A number of records in words. */
  private static final class Amount extends StringConverter<Integer> {
    @Override
    public String toString(@Nullable Integer number) {
      return number == null ? "" : "newest " + number;
    }

    @Override
    public Integer fromString(String text) {
      return Integer.valueOf(text.substring("newest ".length()));
    }
  }

  private static String name(Signal signal) {
    return signal.name().toLowerCase(Locale.ROOT);
  }

  private void run() {
    Integer most = amount.getValue();
    model.dryRun(found.isSelected(), most == null ? USUAL : most);
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.ENTER) {
      run();
      event.consume();
    } else if (event.isShortcutDown() && event.isShiftDown() && event.getCode() == KeyCode.F) {
      int caret = text.area().getCaretPosition();
      model.format(formed -> {
        setRules(formed);
        text.area().moveTo(Math.min(caret, formed.length()));
      });
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
