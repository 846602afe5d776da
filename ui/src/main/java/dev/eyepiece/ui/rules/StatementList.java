package dev.eyepiece.ui.rules;

import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** What each statement of a rule set did on the road. FX thread only. */
final class StatementList extends VBox {
  /** Beside a statement: the padding of its row and the scroll bar. */
  private static final double BESIDE = 36;

  private final ListView<RuleSet.Count> list = new ListView<>();

  StatementList(RuleSetsModel model) {
    list.setId("rule-statements");
    list.setCellFactory(view -> new Cell(view));
    list.setAccessibleText("What each statement did");
    Label nothing =
        Kit.label("What each statement did is counted here while the rule set is on", "muted");
    nothing.setWrapText(true);
    nothing.getStyleClass().addAll("small", "rule-nothing");
    StackPane none = new StackPane(nothing);
    none.setAlignment(Pos.TOP_LEFT);
    list.setPlaceholder(none);
    Label title = Kit.label("On the road", "title");
    title.getStyleClass().add("rule-statements-title");
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(title, list);
    model.countsProperty().subscribe(this::show);
  }

  private void show(List<RuleSet.Count> counts) {
    if (list.getItems().size() == counts.size()) {
      for (int i = 0; i < counts.size(); i++) {
        if (!counts.get(i).equals(list.getItems().get(i))) {
          list.getItems().set(i, counts.get(i));
        }
      }
    } else {
      list.getItems().setAll(counts);
    }
  }

  private static final class Cell extends ListCell<RuleSet.Count> {
    private final Text statement = new Text();
    private final Label did = Kit.label("", "muted", "tiny", "tabular");
    private final VBox both = new VBox(2, statement, did);

    Cell(ListView<RuleSet.Count> view) {
      // A text knows how high it is at its width, which a label in a cell does not.
      statement.getStyleClass().add("rule-statement");
      statement.wrappingWidthProperty().bind(view.widthProperty().subtract(BESIDE));
      did.setMinWidth(0);
      both.setAlignment(Pos.CENTER_LEFT);
      both.setMinWidth(0);
      both.setPrefWidth(0);
    }

    @Override
    protected void updateItem(RuleSet.@Nullable Count count, boolean none) {
      super.updateItem(count, none);
      setText(null);
      if (none || count == null) {
        setGraphic(null);
        setTooltip(null);
        return;
      }
      statement.setText(count.statement().text());
      did.setText(RuleCountText.of(count));
      did.getStyleClass().removeAll("bad");
      if (count.errors() > 0) {
        did.getStyleClass().add("bad");
      }
      String error = count.lastError().isEmpty() ? "" : "\nLast error: " + count.lastError();
      setTooltip(new Tooltip(count.statement().text() + error));
      setAccessibleText(count.statement().text() + ", " + did.getText() + error);
      setGraphic(both);
    }
  }
}
