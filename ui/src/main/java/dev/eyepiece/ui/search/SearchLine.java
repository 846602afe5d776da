package dev.eyepiece.ui.search;

import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Theme;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The search line: the field, below it what is wrong, over the window what could be typed. FX
 * thread only.
 */
public final class SearchLine {
  private static final double ROW = 24;
  private static final double POPUP = 420;
  private static final double FIELD_PADDING = 30;

  private final SearchLineModel model;
  private final Runnable committed;
  private final TextField field = new TextField();
  private final SearchPaint paint;
  private final Label count = Kit.mono("", "muted");
  private final StackPane box;
  private final Label mark = Kit.mono("↑");
  private final Label sentence = Kit.label("", "small");
  private final Hyperlink better = new Hyperlink();
  private final HBox message = new HBox(8, mark, sentence, better);
  private final ObservableList<Completion> offered = FXCollections.observableArrayList();
  private final ListView<Completion> popup = new ListView<>(offered);
  private boolean setting;

  /**
   * @param committed runs after a search was made
   */
  public SearchLine(SearchLineModel model, Theme theme, Runnable committed) {
    this.model = model;
    this.committed = committed;
    paint = new SearchPaint(field, theme);
    buildField();
    Button clear = Icons.button(Feather.X, "Clear the search", this::clear);
    clear.setId("search-clear");
    clear.visibleProperty().bind(field.textProperty().isNotEmpty());
    count.setId("search-matches");
    count.setMinWidth(Region.USE_PREF_SIZE);
    count.textProperty().bind(model.countProperty());
    HBox right = new HBox(4, count, clear);
    right.setAlignment(Pos.CENTER_RIGHT);
    right.setPickOnBounds(false);
    Node glass = Icons.of(Feather.SEARCH, 14);
    glass.setMouseTransparent(true);
    box = new StackPane(field, paint, glass, right);
    box.getStyleClass().add("search-box");
    box.setMinWidth(160);
    StackPane.setAlignment(glass, Pos.CENTER_LEFT);
    glass.setTranslateX(9);
    HBox.setHgrow(box, Priority.ALWAYS);
    buildMessage();
    buildPopup();
  }

  private void buildField() {
    field.setId("search");
    field.getStyleClass().add("search");
    field.setPromptText("Search: words, service:name, duration:>100ms, status:error, -not, OR");
    field.setAccessibleText("Search");
    field.setOnAction(event -> commit());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    field.textProperty().subscribe(text -> paint.paint(SearchLineModel.tokens(text)));
    field.textProperty().subscribe(() -> typed());
    field.caretPositionProperty().subscribe(() -> typed());
    field
        .focusedProperty()
        .subscribe(focused -> {
          if (focused) {
            model.enter();
          } else {
            model.dismiss();
          }
        });
  }

  private void buildMessage() {
    message.getStyleClass().add("search-message");
    message.setAlignment(Pos.CENTER_LEFT);
    message.managedProperty().bind(message.visibleProperty());
    message.setVisible(false);
    mark.setMinWidth(Region.USE_PREF_SIZE);
    sentence.getStyleClass().add("search-error");
    better.setId("search-better");
    better.setVisible(false);
    better.managedProperty().bind(better.visibleProperty());
    model.messageProperty().subscribe(now -> show(now));
  }

  private void buildPopup() {
    popup.setId("completions");
    popup.getStyleClass().addAll("popover", "completions");
    popup.setFixedCellSize(ROW);
    popup.setFocusTraversable(false);
    popup.setManaged(false);
    popup.setVisible(false);
    popup.setCellFactory(view -> new Cell());
    popup.setOnMouseClicked(event -> take(popup.getSelectionModel().getSelectedItem()));
    model.completionsProperty().subscribe(now -> offer(now));
  }

  /** The field with what belongs into it. */
  public Node node() {
    return box;
  }

  /** What is wrong or advised; takes room only while there is something to say. */
  public Node message() {
    return message;
  }

  /** What could be typed; belongs above everything else of the window, in scene coordinates. */
  public Node popup() {
    return popup;
  }

  public void requestFocus() {
    field.requestFocus();
    field.selectAll();
  }

  /** Shows a search that was made elsewhere. */
  public void setText(String text) {
    if (!text.equals(field.getText())) {
      setting = true;
      field.setText(text);
      field.end();
      setting = false;
      model.typed(text, text.length());
      model.dismiss();
    }
  }

  private void clear() {
    field.clear();
    commit();
  }

  private void typed() {
    if (!setting && field.isFocused()) {
      model.typed(field.getText(), field.getCaretPosition());
    }
  }

  private void commit() {
    if (model.commit(field.getText())) {
      committed.run();
    }
  }

  /**
   * Closes the innermost thing that is open.
   *
   * @return whether there was one
   */
  public boolean closeLayer() {
    if (popup.isVisible()) {
      model.dismiss();
      return true;
    }
    if (message.isVisible()) {
      model.closeMessage();
      return true;
    }
    return false;
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> move(1);
      case UP -> move(-1);
      case TAB -> {
        if (!popup.isVisible()) {
          return;
        }
        Completion chosen = popup.getSelectionModel().getSelectedItem();
        take(chosen == null ? offered.getFirst() : chosen);
      }
      case ENTER -> {
        Completion chosen = popup.getSelectionModel().getSelectedItem();
        if (!popup.isVisible() || chosen == null) {
          return;
        }
        take(chosen);
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void move(int step) {
    int at = popup.getSelectionModel().getSelectedIndex();
    boolean inList = popup.isVisible() && (step > 0 || at >= 0);
    if (!inList) {
      String text = model.step(step < 0, field.getText());
      if (text != null) {
        setting = true;
        field.setText(text);
        field.end();
        setting = false;
      }
    } else if (at + step < 0) {
      popup.getSelectionModel().clearSelection();
    } else if (at + step < offered.size()) {
      popup.getSelectionModel().select(at + step);
      popup.scrollTo(at + step);
    }
  }

  private void take(@Nullable Completion chosen) {
    if (chosen == null) {
      return;
    }
    SearchLineModel.Taken taken = model.take(chosen);
    setting = true;
    field.setText(taken.text());
    field.positionCaret(taken.caret());
    setting = false;
    field.requestFocus();
    field.positionCaret(taken.caret());
    model.typed(taken.text(), taken.caret());
  }

  private void offer(java.util.List<Completion> now) {
    offered.setAll(now);
    popup.getSelectionModel().clearSelection();
    boolean shown = !now.isEmpty() && field.isFocused() && field.getScene() != null;
    popup.setVisible(shown);
    if (!shown) {
      return;
    }
    Bounds at = field.localToScene(field.getLayoutBounds());
    double x = Math.min(at.getMinX() + x(field.getCaretPosition()), at.getMaxX() - POPUP);
    popup.resizeRelocate(
        Math.max(at.getMinX(), x),
        at.getMaxY() + Metrics.GAP_4,
        POPUP,
        Math.min(12, now.size()) * ROW + 2);
  }

  /** Where a character of the field is, from the field's left edge. */
  private double x(int index) {
    String text = field.getText();
    Text probe = new Text(text.substring(0, Math.min(index, text.length())));
    probe.setFont(field.getFont());
    double end = Math.max(FIELD_PADDING, field.getWidth() - 120);
    return Math.min(end, FIELD_PADDING + probe.getLayoutBounds().getWidth());
  }

  private void show(SearchLineModel.@Nullable Message now) {
    if (now == null) {
      message.setVisible(false);
      return;
    }
    boolean error = now.error();
    mark.getStyleClass().removeAll("bad", "warn");
    sentence.getStyleClass().removeAll("bad", "warn");
    mark.getStyleClass().add(error ? "bad" : "warn");
    sentence.getStyleClass().add(error ? "bad" : "warn");
    sentence.setText(
        error ? "At character " + (now.at() + 1) + ": " + now.sentence() : now.sentence());
    better.setText(now.better().isEmpty() ? "" : "did you mean " + now.better() + " ?");
    better.setOnAction(event -> {
      field.setText(now.better());
      commit();
    });
    Bounds at = field.localToScene(field.getLayoutBounds());
    double left = message.getParent() == null ? 0 : message.localToScene(0, 0).getX();
    mark.setTranslateX(0);
    message.setPadding(
        new javafx.geometry.Insets(0, 12, 0, Math.max(0, at.getMinX() - left + x(now.at()) - 1)));
    // Whoever sees it sees it whole: the texts come first.
    better.setVisible(!now.better().isEmpty());
    message.setVisible(true);
    if (error) {
      setting = true;
      field.requestFocus();
      field.positionCaret(now.at());
      setting = false;
    }
  }

  private static final class Cell extends ListCell<Completion> {
    @Override
    protected void updateItem(@Nullable Completion one, boolean none) {
      super.updateItem(one, none);
      setText(null);
      setAccessibleText(none || one == null ? "" : one.shown() + " " + one.detail());
      if (none || one == null) {
        setGraphic(null);
        return;
      }
      Label shown = Kit.mono(one.shown());
      shown.setMinWidth(0);
      Label detail = Kit.label(one.detail(), "muted", "tiny");
      detail.setMinWidth(Region.USE_PREF_SIZE);
      HBox row = new HBox(8, shown, Kit.grow(), detail);
      row.setAlignment(Pos.CENTER_LEFT);
      setGraphic(row);
    }
  }
}
