package dev.eyepiece.ruleeditor;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** What could be typed, in a list below the caret. FX thread only. */
final class OfferList {
  private static final double ROW = 24;
  private static final double WIDTH = 460;
  private static final int ROWS = 10;

  private final ListView<Offer> list = new ListView<>();

  OfferList(String id, Consumer<Offer> take) {
    list.setId(id);
    list.getStyleClass().addAll("popover", "completions");
    list.setFixedCellSize(ROW);
    list.setFocusTraversable(false);
    list.setManaged(false);
    list.setVisible(false);
    list.setCellFactory(view -> new Cell());
    list.setOnMouseClicked(event -> {
      Offer chosen = list.getSelectionModel().getSelectedItem();
      if (chosen != null) {
        take.accept(chosen);
      }
    });
  }

  Node node() {
    return list;
  }

  boolean isOpen() {
    return list.isVisible();
  }

  /**
   * Opens below a place of the parent, above the line of that place where there is more room, or
   * closes when there is nothing to offer.
   *
   * @param at the lower end of the line in which something is typed
   * @param line the height of that line
   * @param width of the parent
   * @param height of the parent
   */
  void show(List<Offer> offers, Point2D at, double line, double width, double height) {
    list.getItems().setAll(offers);
    list.getSelectionModel().select(0);
    list.scrollTo(0);
    double wanted = Math.min(ROWS, offers.size()) * ROW + 2;
    double below = height - at.getY();
    double above = at.getY() - line;
    boolean up = below < wanted && above > below;
    double high = Math.max(ROW + 2, Math.min(wanted, up ? above : below));
    double wide = Math.min(WIDTH, width);
    double x = Math.clamp(at.getX(), 0, Math.max(0, width - wide));
    list.resizeRelocate(x, up ? above - high : at.getY(), wide, high);
    list.setVisible(!offers.isEmpty());
  }

  void close() {
    list.setVisible(false);
  }

  void move(int step) {
    int now = list.getSelectionModel().getSelectedIndex() + step;
    int row = Math.floorMod(now, Math.max(1, list.getItems().size()));
    list.getSelectionModel().select(row);
    list.scrollTo(Math.max(0, row - ROWS + 1));
  }

  @Nullable Offer chosen() {
    return list.getSelectionModel().getSelectedItem();
  }

  private static final class Cell extends ListCell<Offer> {
    private final Label text = new Label();
    private final Label detail = new Label();
    private final HBox row = new HBox(12, text, grow(), detail);

    Cell() {
      row.setAlignment(Pos.CENTER_LEFT);
      text.getStyleClass().add("mono");
      text.setMinWidth(Region.USE_PREF_SIZE);
      detail.getStyleClass().addAll("muted", "tiny");
      detail.setMinWidth(0);
    }

    private static Region grow() {
      Region region = new Region();
      HBox.setHgrow(region, Priority.ALWAYS);
      return region;
    }

    @Override
    protected void updateItem(@Nullable Offer offer, boolean none) {
      super.updateItem(offer, none);
      setText(null);
      if (none || offer == null) {
        setGraphic(null);
        return;
      }
      text.setText(offer.insert().strip());
      detail.setText(offer.detail());
      setAccessibleText(offer.insert() + ", " + offer.detail());
      setGraphic(row);
    }
  }
}
