package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Keys with what they do, as many as fit, the last one always. FX thread only. */
final class KeyHints extends Region {
  private static final double GAP = 12;

  private List<View.KeyHint> shown = List.of();

  KeyHints() {
    setMinWidth(0);
    HBox.setHgrow(this, Priority.ALWAYS);
  }

  void show(List<View.KeyHint> keys) {
    if (keys.equals(shown)) {
      return;
    }
    shown = keys;
    getChildren().setAll(keys.stream().map(KeyHints::hint).toList());
  }

  private static Node hint(View.KeyHint hint) {
    HBox pair = new HBox(4, Kit.key(hint.key()), Kit.label(hint.does()));
    pair.setAlignment(Pos.CENTER_LEFT);
    return pair;
  }

  /** What the one that is always there takes. */
  double least() {
    return getChildren().isEmpty() ? 0 : getChildren().getLast().prefWidth(-1);
  }

  @Override
  protected double computePrefWidth(double height) {
    double width = 0;
    for (Node child : getChildren()) {
      width += child.prefWidth(-1) + GAP;
    }
    return Math.max(0, width - GAP);
  }

  @Override
  protected double computePrefHeight(double width) {
    return 22;
  }

  @Override
  protected void layoutChildren() {
    if (getChildren().isEmpty()) {
      return;
    }
    double room = getWidth() - getChildren().getLast().prefWidth(-1);
    int fit = 0;
    for (Node child : getChildren().subList(0, getChildren().size() - 1)) {
      double width = child.prefWidth(-1) + GAP;
      if (width > room) {
        break;
      }
      room -= width;
      fit++;
    }
    double x = Math.max(0, room);
    for (int i = 0; i < getChildren().size(); i++) {
      Node child = getChildren().get(i);
      boolean here = i < fit || i == getChildren().size() - 1;
      child.setVisible(here);
      if (here) {
        double width = child.prefWidth(-1);
        child.resizeRelocate(x, 0, width, getHeight());
        x += width + GAP;
      }
    }
  }
}
