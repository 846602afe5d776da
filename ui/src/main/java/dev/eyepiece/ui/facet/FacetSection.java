package dev.eyepiece.ui.facet;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One field with its values. FX thread only. */
final class FacetSection extends VBox {
  private static final int FIRST = 8;

  private final Theme theme;
  private final FacetChoices choices;
  private final String field;
  private final FontIcon arrow = Icons.of(Feather.CHEVRON_DOWN, 12);
  private final Label title = Kit.label("", "facet-title");
  private final TextField filter = new TextField();
  private final VBox lines = new VBox();
  private final Hyperlink more = new Hyperlink();
  private final Label none = Kit.label("", "muted", "small", "facet-none");
  private @Nullable Facet facet;
  private List<FacetValue> order = List.of();
  private boolean open = true;
  private boolean all;

  FacetSection(Theme theme, FacetChoices choices, String field, boolean removable) {
    this.theme = theme;
    this.choices = choices;
    this.field = field;
    getStyleClass().add("facet-section");
    Button head = new Button();
    head.setGraphic(new HBox(6, arrow, title));
    ((HBox) head.getGraphic()).setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("facet-head");
    head.setMaxWidth(Double.MAX_VALUE);
    head.setMinWidth(0);
    head.setOnAction(event -> fold());
    head.setAccessibleText("Fold " + field);
    title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    title.setEllipsisString("…");
    title.setTooltip(new Tooltip(field));
    HBox.setHgrow(head, Priority.ALWAYS);
    HBox top = new HBox(head);
    if (removable) {
      Button remove =
          Icons.button(Feather.X, "Take " + field + " away", () -> choices.removeFacet(field));
      remove.getStyleClass().add("facet-minus");
      top.getChildren().add(remove);
    }
    filter.setPromptText("Find a value");
    filter.getStyleClass().add("facet-filter");
    filter.setAccessibleText("Find a value of " + field);
    filter.textProperty().subscribe(text -> layOut());
    more.setOnAction(event -> {
      all = !all;
      layOut();
    });
    getChildren().addAll(top, filter, lines, none, more);
    for (var child : List.of(filter, lines, none, more)) {
      child.managedProperty().bind(child.visibleProperty());
    }
    layOut();
  }

  String field() {
    return field;
  }

  private void fold() {
    open = !open;
    arrow.setIconCode(open ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT);
    layOut();
  }

  /**
   * Shows new counts.
   *
   * @param still whether the values should stay where they are
   */
  void show(Facet now, boolean still) {
    order = still ? FacetOrder.keeping(order, now.values()) : now.values();
    facet = now;
    layOut();
  }

  private void layOut() {
    Facet now = facet;
    if (now == null) {
      filter.setVisible(false);
      more.setVisible(false);
      none.setVisible(false);
      return;
    }
    title.setText(now.title());
    boolean many = order.size() > FIRST;
    boolean searching = !filter.getText().isBlank();
    List<FacetValue> found = FacetOrder.matching(order, filter.getText());
    List<FacetValue> shown = all || searching ? found : FacetOrder.first(now, found, FIRST);
    filter.setVisible(open && (many || searching));
    lines.setVisible(open);
    int rest = found.size() - shown.size();
    more.setVisible(open && !searching && many);
    more.setText(all ? "fewer" : Formats.count(rest) + (now.more() ? "+ more" : " more"));
    none.setVisible(open && (found.isEmpty() || ((searching || all) && now.more())));
    none.setText(
        found.isEmpty()
            ? searching ? "No value contains this" : "No value"
            : "The " + Formats.count(Facets.MOST_VALUES) + " most frequent values");
    fill(now, open ? shown : List.of());
  }

  private void fill(Facet now, List<FacetValue> shown) {
    List<FacetLine> there = new ArrayList<>();
    lines.getChildren().forEach(node -> there.add((FacetLine) node));
    while (there.size() < shown.size()) {
      FacetLine line = new FacetLine(theme, choices);
      there.add(line);
      lines.getChildren().add(line);
    }
    if (there.size() > shown.size()) {
      lines.getChildren().remove(shown.size(), there.size());
    }
    for (int i = 0; i < shown.size(); i++) {
      there.get(i).show(now, shown.get(i));
    }
  }

  void recolour() {
    lines.getChildren().forEach(node -> ((FacetLine) node).recolour());
  }
}
