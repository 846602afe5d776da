package dev.eyepiece.flamegraph;

import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** What the pointer and the keys do on a graph. */
final class FlameInput {
  private static final double STEP = 0.8;
  private static final double WHEEL = 0.002;
  private static final double PAN = 0.1;

  private final Node node;
  private final GraphState state;
  private double lastX;
  private double lastY;
  private boolean dragged;

  private FlameInput(Node node, GraphState state) {
    this.node = node;
    this.state = state;
  }

  static void install(Node node, GraphState state) {
    FlameInput input = new FlameInput(node, state);
    node.setOnMouseMoved(event -> state.hover(event.getX(), event.getY()));
    node.setOnMouseExited(_ -> state.leave());
    node.setOnMousePressed(input::pressed);
    node.setOnMouseDragged(input::dragged);
    node.setOnMouseClicked(input::clicked);
    node.setOnScroll(input::scrolled);
    node.setOnKeyPressed(input::key);
  }

  private void pressed(MouseEvent event) {
    node.requestFocus();
    lastX = event.getX();
    lastY = event.getY();
    dragged = false;
  }

  private void dragged(MouseEvent event) {
    double dx = lastX - event.getX();
    double dy = lastY - event.getY();
    if (!dragged && Math.hypot(dx, dy) < 4) {
      return;
    }
    dragged = true;
    lastX = event.getX();
    lastY = event.getY();
    state.pan(dx);
    state.scroll(state.viewport().icicle() ? dy : -dy);
  }

  private void clicked(MouseEvent event) {
    switch (event.getButton()) {
      case PRIMARY -> {
        int box = state.boxAt(event.getX(), event.getY());
        if (!dragged && box >= 0) {
          state.zoomTo(box);
        }
      }
      case BACK -> state.back();
      case FORWARD -> state.forward();
      default -> {
        int box = state.boxAt(event.getX(), event.getY());
        if (event.getButton() == MouseButton.SECONDARY && box >= 0) {
          state.choose(box);
        }
      }
    }
  }

  private void scrolled(ScrollEvent event) {
    if (event.isShortcutDown()) {
      state.zoomAt(event.getX(), Math.exp(-event.getDeltaY() * WHEEL));
    } else {
      if (event.getDeltaX() != 0) {
        state.pan(-event.getDeltaX());
      }
      state.scroll(state.viewport().icicle() ? -event.getDeltaY() : event.getDeltaY());
    }
    event.consume();
  }

  private void key(KeyEvent event) {
    boolean icicle = state.viewport().icicle();
    switch (event.getCode()) {
      case UP -> state.move(icicle ? GraphState.Move.CALLER : GraphState.Move.CALLEE);
      case DOWN -> state.move(icicle ? GraphState.Move.CALLEE : GraphState.Move.CALLER);
      case LEFT -> {
        if (event.isAltDown()) {
          state.back();
        } else {
          state.move(GraphState.Move.LEFT);
        }
      }
      case RIGHT -> {
        if (event.isAltDown()) {
          state.forward();
        } else {
          state.move(GraphState.Move.RIGHT);
        }
      }
      case ENTER, SPACE -> state.zoomTo(state.chosen());
      case BACK_SPACE -> state.back();
      case ESCAPE, HOME -> state.reset();
      case PLUS, EQUALS, ADD -> state.zoomAt(state.width() / 2, STEP);
      case MINUS, SUBTRACT -> state.zoomAt(state.width() / 2, 1 / STEP);
      case PAGE_UP -> state.scroll(icicle ? -state.height() : state.height());
      case PAGE_DOWN -> state.scroll(icicle ? state.height() : -state.height());
      case A -> state.pan(-state.width() * PAN);
      case D -> state.pan(state.width() * PAN);
      default -> {
        return;
      }
    }
    event.consume();
  }
}
