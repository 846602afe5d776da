package dev.eyepiece.ruleeditor;

import dev.eyepiece.ottl.Explanation;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One record of a dry-run: what each statement did and why, and before beside after. */
final class OutcomePane extends VBox {
  private static final double ROW = 18;
  private static final int MOST_WHYS = 50;

  private final VBox whys = new VBox(6);
  private final ListView<DiffLine> lines = new ListView<>();

  OutcomePane() {
    super(8);
    getStyleClass().add("rule-outcome");
    lines.setId("rule-diff");
    lines.setFixedCellSize(ROW);
    lines.setCellFactory(view -> new Cell());
    lines.setPlaceholder(label("Choose a record to see what would become of it", "muted"));
    VBox.setVgrow(lines, Priority.ALWAYS);
    whys.setId("rule-whys");
    getChildren().addAll(whys, lines);
  }

  void show(DryRun.@Nullable Outcome outcome) {
    whys.getChildren().clear();
    lines.getItems().clear();
    if (outcome == null) {
      return;
    }
    if (!outcome.error().isEmpty()) {
      whys.getChildren().add(label(outcome.error(), "bad", "small"));
    }
    outcome.whys().stream().limit(MOST_WHYS).forEach(this::explain);
    lines.getItems().setAll(difference(outcome));
    lines.scrollTo(0);
  }

  /** What changed with a few lines around it; a record in which nothing did is shown whole. */
  private static List<DiffLine> difference(DryRun.Outcome outcome) {
    List<DiffLine> all = LineDiff.of(JsonLines.of(outcome.before()), JsonLines.of(outcome.after()));
    return LineDiff.differs(all) ? LineDiff.outdented(LineDiff.brief(all)) : all;
  }

  private void explain(DryRun.Why why) {
    String did =
        switch (why.outcome()) {
          case MATCHED -> "✓ ";
          case NOT_MATCHED -> "✗ ";
          case FAILED -> "! ";
        };
    boolean failed = why.outcome() == Explanation.Outcome.FAILED;
    Label statement = label(did + why.statement(), "mono", failed ? "bad" : "plain");
    VBox block = new VBox(2, statement);
    if (why.outcome() != Explanation.Outcome.MATCHED) {
      why.sides().forEach(side -> block.getChildren().add(label("    " + side, "mono", "muted")));
    }
    why.wrote().forEach(field -> block.getChildren().add(label("    → " + field, "mono", "muted")));
    if (!why.error().isEmpty()) {
      block.getChildren().add(label("    " + why.error(), "bad", "small"));
    }
    whys.getChildren().add(block);
  }

  private static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private static final class Cell extends ListCell<DiffLine> {
    @Override
    protected void updateItem(@Nullable DiffLine line, boolean none) {
      super.updateItem(line, none);
      getStyleClass().removeAll("diff-added", "diff-removed", "diff-left-out");
      if (none || line == null) {
        setText(null);
        return;
      }
      setText(line.kind().sign() + " " + line.text());
      switch (line.kind()) {
        case ADDED -> getStyleClass().add("diff-added");
        case REMOVED -> getStyleClass().add("diff-removed");
        case LEFT_OUT -> getStyleClass().add("diff-left-out");
        case SAME -> {}
      }
    }
  }
}
