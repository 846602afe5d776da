package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Keys;
import java.util.function.IntConsumer;

/** The keys of the trace page, and those of the waterfall alone. FX thread only. */
final class TraceKeys {
  private static final double ZOOM = 1.5;
  private static final double PAN = 0.2;

  private final TraceViewModel model;

  TraceKeys(TraceViewModel model) {
    this.model = model;
  }

  /**
   * The page's keys, the most useful first.
   *
   * @param logs shows log records of the selected span
   * @param walkTo goes so many traces further in the list
   */
  Keys page(Runnable find, Runnable logs, IntConsumer walkTo) {
    return new Keys()
        .bind("j", "rows", () -> model.steps().rows(1))
        .bind("k", "rows", () -> model.steps().rows(-1))
        .bind("e", "next, previous error", () -> model.steps().error(true))
        .bind("E", "next, previous error", () -> model.steps().error(false))
        .bind("Ctrl+F", "find", find)
        .bind("n", "next, previous match", () -> model.finder().next(true))
        .bind("N", "next, previous match", () -> model.finder().next(false))
        .bind("h", "fold, unfold", () -> model.steps().fold())
        .bind("l", "fold, unfold", () -> model.steps().unfold())
        .bind("]", "fold, unfold all", () -> model.setAllCollapsed(true))
        .bind("[", "fold, unfold all", () -> model.setAllCollapsed(false))
        .bind("v w", "waterfall", () -> model.modeProperty().set(PageMode.WATERFALL))
        .bind("v s", "statistics", () -> model.modeProperty().set(PageMode.STATISTICS))
        .bind("v f", "flame graph", () -> model.modeProperty().set(PageMode.FLAME))
        .bind("c", "critical path", this::turnCritical)
        .bind("C", "critical path only", model::toggleOnlyCritical)
        .bind("o", "one branch only", model::toggleFocus)
        .bind("w", "zoom in, out", () -> model.time().zoom(0.5, 1 / ZOOM))
        .bind("s", "zoom in, out", () -> model.time().zoom(0.5, ZOOM))
        .bind("a", "earlier, later", () -> model.time().pan(-PAN))
        .bind("d", "earlier, later", () -> model.time().pan(PAN))
        .bind("f", "fit all", () -> model.time().fit())
        .bind("F", "fit the span", () -> model.fitTo(model.selectedProperty().get()))
        .bind(".", "next, previous sibling", () -> model.steps().sibling(true))
        .bind(",", "next, previous sibling", () -> model.steps().sibling(false))
        .bind(">", "next, previous trace", () -> walkTo.accept(1))
        .bind("<", "next, previous trace", () -> walkTo.accept(-1))
        .bind("p", "pin", model::togglePin)
        .bind("L", "log records of the span", logs)
        .bind("y", "copy the span's id", this::copy);
  }

  /** What only the waterfall does, for lists and texts need these keys themselves. */
  Keys rows(Waterfall waterfall) {
    return new Keys()
        .bind("Down", "rows", () -> model.steps().rows(1))
        .bind("Up", "rows", () -> model.steps().rows(-1))
        .bind("PageDown", "a page of rows", () -> model.steps().rows(waterfall.pageRows()))
        .bind("PageUp", "a page of rows", () -> model.steps().rows(-waterfall.pageRows()))
        .bind("Home", "first, last row", () -> model.steps().rows(-Integer.MAX_VALUE))
        .bind("End", "first, last row", () -> model.steps().rows(Integer.MAX_VALUE))
        .bind("Left", "fold, unfold", () -> model.steps().fold())
        .bind("Right", "fold, unfold", () -> model.steps().unfold());
  }

  private void turnCritical() {
    model.showCriticalProperty().set(!model.showCriticalProperty().get());
  }

  private void copy() {
    TraceData data = model.data();
    int node = model.selectedProperty().get();
    if (data != null && node >= 0) {
      Copy.text(TraceId.spanIdText(data.tree().spanId(node)));
    }
  }
}
