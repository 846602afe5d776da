package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.task.Background;
import java.util.BitSet;
import java.util.Objects;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The merged calls of the open trace: which part of them is in sight and which one is selected.
 * Works only while somebody looks. FX thread only.
 */
public final class FlameModel {
  private final TraceViewModel trace;
  private final Background background;
  private final ReadOnlyObjectWrapper<TimeScale> scale =
      new ReadOnlyObjectWrapper<>(TimeScale.whole(0, 1));
  private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(-1);
  private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
  private Background.@Nullable Task merging;
  private @Nullable CallTree calls;
  private @Nullable TraceData mergedOf;
  private @Nullable BitSet matching;
  private int mergedFocus;
  private boolean active;

  FlameModel(TraceViewModel trace, Background background) {
    this.trace = trace;
    this.background = background;
    trace.shapeProperty().subscribe(() -> look());
    trace.versionProperty().subscribe(() -> match());
  }

  /** Whether somebody looks. */
  public void setActive(boolean now) {
    active = now;
    look();
  }

  private void look() {
    TraceData data = trace.data();
    Outline outline = trace.outline();
    if (data == null || outline == null) {
      stop();
      calls = null;
      mergedOf = null;
      selected.set(-1);
      changed();
      return;
    }
    boolean fresh = data.equals(mergedOf) && outline.focus() == mergedFocus;
    if (!active || fresh) {
      return;
    }
    stop();
    int focus = outline.focus();
    merging =
        background.run(
            "Merge the calls of a trace",
            () -> CallTree.of(data, focus),
            merged -> take(merged, data, focus),
            failure -> calls = null);
  }

  private void stop() {
    if (merging != null) {
      merging.cancel();
      merging = null;
    }
  }

  private void take(CallTree now, TraceData data, int focus) {
    CallTree before = calls;
    boolean grown =
        before != null && mergedOf != null && mergedOf.isSameTraceAs(data) && mergedFocus == focus;
    double width = scale.get().width();
    double total = (double) now.total(0);
    if (before != null && grown && selected.get() > 0) {
      int node = TreeMoves.same(before.tree(), before.sample(selected.get()), data.tree());
      selected.set(node < 0 ? 0 : now.callOf(node));
    } else {
      selected.set(0);
    }
    calls = now;
    mergedOf = data;
    mergedFocus = focus;
    boolean zoomed = grown && !scale.get().isWhole();
    scale.set(TimeScale.whole(total, width));
    if (zoomed) {
      zoomTo(selected.get());
    }
    match();
  }

  private void match() {
    CallTree shown = calls;
    matching =
        shown == null || !Objects.equals(mergedOf, trace.data())
            ? null
            : shown.having(trace.finder().matches());
    changed();
  }

  private void changed() {
    version.set(version.get() + 1);
  }

  /** Selects a call. */
  public void select(int call) {
    CallTree shown = calls;
    if (shown != null && call >= 0 && call < shown.size()) {
      selected.set(call);
      changed();
    }
  }

  /** Lets a call take the whole width; the one for all shows everything again. */
  public void zoomTo(int call) {
    CallTree shown = calls;
    if (shown != null && call >= 0 && call < shown.size() && shown.total(call) > 0) {
      double from = (double) shown.start(call);
      scale.set(scale.get().between(from, from + (double) shown.total(call)));
      changed();
    }
  }

  /** Shows everything again; says whether there was more to show. */
  public boolean zoomOut() {
    boolean zoomed = calls != null && !scale.get().isWhole();
    if (zoomed) {
      zoomTo(0);
    }
    return zoomed;
  }

  /**
   * Zooms around a place.
   *
   * @param part of the width in sight, from 0 to 1
   * @param factor below 1 shows less
   */
  public void zoom(double part, double factor) {
    TimeScale now = scale.get();
    scale.set(now.zoom(Math.clamp(part, 0, 1) * now.width(), factor));
    changed();
  }

  /** Moves by a part of what is in sight; to the right when positive. */
  public void pan(double part) {
    scale.set(scale.get().pan(part));
    changed();
  }

  void setWidth(double pixels) {
    scale.set(scale.get().withWidth(pixels));
  }

  /** Goes to the call that this one is called from. */
  public void up() {
    CallTree shown = calls;
    if (shown != null && selected.get() > 0) {
      select(shown.parent(selected.get()));
    }
  }

  /** Goes to the heaviest call that this one makes. */
  public void down() {
    CallTree shown = calls;
    if (shown != null && selected.get() >= 0) {
      select(shown.heaviestBelow(selected.get()));
    }
  }

  /** Goes to the call beside this one. */
  public void beside(boolean right) {
    CallTree shown = calls;
    if (shown != null && selected.get() >= 0) {
      select(shown.beside(selected.get(), right));
    }
  }

  /** {@code null} until a trace is open and merged. */
  public @Nullable CallTree calls() {
    return calls;
  }

  /** Calls of which a span matches what is looked for; {@code null} when nothing is. */
  public @Nullable BitSet matching() {
    return matching;
  }

  /** The selected call, -1 for none. */
  public ReadOnlyIntegerProperty selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  public TimeScale scale() {
    return scale.get();
  }

  public ReadOnlyObjectProperty<TimeScale> scaleProperty() {
    return scale.getReadOnlyProperty();
  }

  /** Grows when anything that is drawn has changed. */
  public ReadOnlyLongProperty versionProperty() {
    return version.getReadOnlyProperty();
  }
}
