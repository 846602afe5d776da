package dev.eyepiece.ui.receiver;

import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** All about one sender. FX thread only. */
final class SenderFacts extends VBox {
  private final Label title = Kit.label("", "title");
  private final GridPane facts = new GridPane(12, 4);
  private List<SenderRow.Fact> shown = List.of();

  SenderFacts() {
    super(8);
    setId("sender-facts");
    getChildren().addAll(title, facts);
    show(null);
  }

  void show(@Nullable SenderRow row) {
    setVisible(row != null);
    setManaged(row != null);
    if (row == null) {
      return;
    }
    title.setText(row.who());
    List<SenderRow.Fact> now = row.facts();
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    facts.getChildren().clear();
    for (SenderRow.Fact fact : now) {
      Label name = Kit.label(fact.name(), "muted", "small");
      name.setMinWidth(Region.USE_PREF_SIZE);
      Label value = Kit.label(fact.value(), "small");
      value.setWrapText(true);
      value.setMinWidth(0);
      GridPane.setHgrow(value, Priority.ALWAYS);
      GridPane.setValignment(name, javafx.geometry.VPos.TOP);
      facts.addRow(facts.getRowCount(), name, value);
    }
  }
}
