package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FramePattern;
import dev.eyepiece.stacks.FrameTotals;
import dev.eyepiece.stacks.Quantity;
import dev.eyepiece.stacks.StackDiff;
import dev.eyepiece.stacks.Transform;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What a flame graph's page knows: a source, how it is looked at, the graph, the callers and
 * callees of one function, the table, the search. Trees, layouts, sorting and matching are made in
 * the background; the newest wish wins. Knows no control; its methods are for the window's thread.
 */
public final class FlameGraphModel {
  private final Executor background;
  private final Executor window;

  private final GraphState graph = new GraphState();
  private final GraphState callers = new GraphState();
  private final GraphState callees = new GraphState();

  private final ReadOnlyObjectWrapper<@Nullable FlameSource> source = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable FlameChoice> choice = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable FlameScene> scene = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Frame> around = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<FrameRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper found = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");

  private String search = "";
  private FrameSort sort = FrameSort.SELF;
  private boolean descending = true;
  private int wishes;
  private boolean making;
  private @Nullable FlameSource waiting;
  private int searches;
  private int sorts;
  private int looks;

  /**
   * A model without a source.
   *
   * @param background runs work that takes time
   * @param window runs something on the window's thread, soon
   */
  public FlameGraphModel(Executor background, Executor window) {
    this.background = background;
    this.window = window;
    // The share that a search found is one of what is zoomed to.
    graph.onZoom(this::searchAgain);
  }

  /** Shows another source, as one looks at it first. */
  public void show(FlameSource next) {
    waiting = null;
    source.set(next);
    choose(FlameChoice.of(next));
  }

  /**
   * Shows a later state of the same thing, which its title tells, looked at in the same way and at
   * the same place. One that comes while another is being made waits for it.
   */
  public void refresh(FlameSource next) {
    FlameSource shown = source.get();
    FlameChoice looking = choice.get();
    if (shown == null || looking == null || !shown.title().equals(next.title())) {
      show(next);
    } else if (making) {
      waiting = next;
    } else {
      source.set(next);
      make(looking, true);
    }
  }

  /** Looks at the source in another way. */
  public void choose(FlameChoice next) {
    make(next, false);
  }

  private void make(FlameChoice next, boolean later) {
    FlameSource of = source.get();
    if (of == null) {
      return;
    }
    choice.set(next);
    int wish = ++wishes;
    making = true;
    busy.set(!later);
    inBackground(
        () -> SceneMaker.scene(of, next),
        made -> {
          if (wish == wishes) {
            error.set("");
            showScene(made, later);
            made();
          }
        },
        message -> {
          if (wish == wishes) {
            error.set(message);
            made();
          }
        });
  }

  private void made() {
    making = false;
    busy.set(false);
    FlameSource next = waiting;
    waiting = null;
    if (next != null) {
      refresh(next);
    }
  }

  /** A step more. */
  public void apply(Transform transform) {
    FlameChoice current = choice.get();
    if (current != null) {
      choose(current.with(transform));
    }
  }

  /** Takes back the steps from a number on, counted from 0. */
  public void takeBack(int step) {
    FlameChoice current = choice.get();
    if (current != null && step < current.transforms().size()) {
      choose(current.withTransforms(current.transforms().subList(0, step)));
    }
  }

  private void showScene(FlameScene made, boolean later) {
    scene.set(made);
    if (later) {
      graph.showLater(made);
    } else {
      graph.show(made);
    }
    searchAgain();
    sortAgain();
    Frame frame = around.get();
    if (frame != null) {
      lookAround(frame);
    }
  }

  /** Shows who called a function and what it called. */
  public void lookAround(Frame frame) {
    FlameScene of = scene.get();
    if (of == null) {
      return;
    }
    around.set(frame);
    int look = ++looks;
    lookAround(of, frame, callers, true, look);
    lookAround(of, frame, callees, false, look);
  }

  private void lookAround(
      FlameScene of, Frame frame, GraphState part, boolean isCallers, int look) {
    inBackground(
        () -> SceneMaker.around(of, frame, isCallers),
        made -> {
          if (look == looks) {
            part.show(made);
          }
        },
        error::set);
  }

  /** No function is looked at any more. */
  public void lookAway() {
    looks++;
    around.set(null);
    callers.show(null);
    callees.show(null);
  }

  /** Looks for functions; an empty text ends the search. */
  public void search(String text) {
    search = text;
    searchAgain();
  }

  public String search() {
    return search;
  }

  private record Found(BitSet frames, String text) {}

  private void searchAgain() {
    int wish = ++searches;
    FlameScene of = scene.get();
    if (of == null || search.isEmpty()) {
      found.set("");
      graph.match(null);
      return;
    }
    FramePattern pattern = FramePattern.of(search);
    int zoomed = graph.viewport().zoomed();
    inBackground(
        () -> found(of, pattern, zoomed),
        made -> {
          if (wish == searches) {
            found.set(made.text());
            graph.match(made.frames());
          }
        },
        message -> {
          if (wish == searches) {
            found.set(message);
            graph.match(null);
          }
        });
  }

  private static Found found(FlameScene of, FramePattern pattern, int zoomed) {
    BitSet frames = pattern.matching(of.layout().frames());
    long total = of.layout().totalOf(frames, zoomed);
    int count = 0;
    for (int f = frames.nextSetBit(0); f >= 0; f = frames.nextSetBit(f + 1)) {
      count += of.totals().frames().size() > f ? 1 : 0;
    }
    String share = Quantity.percent(total, of.layout().total(zoomed));
    String literal = pattern.isLiteral() ? ", taken as plain text" : "";
    return new Found(
        frames, share + " in " + count + (count == 1 ? " function" : " functions") + literal);
  }

  /** Sorts the table. */
  public void sort(FrameSort by, boolean fromLargest) {
    sort = by;
    descending = fromLargest;
    sortAgain();
  }

  public FrameSort sort() {
    return sort;
  }

  public boolean isDescending() {
    return descending;
  }

  private void sortAgain() {
    FlameScene of = scene.get();
    if (of == null) {
      return;
    }
    int wish = ++sorts;
    FrameSort by = sort;
    boolean fromLargest = descending;
    inBackground(
        () -> table(of, by, fromLargest),
        made -> {
          if (wish == sorts) {
            rows.set(made);
          }
        },
        error::set);
  }

  private static List<FrameRow> table(FlameScene of, FrameSort by, boolean fromLargest) {
    FrameTotals totals = of.totals();
    FrameTotals before = of.before();
    StackDiff diff = of.picture().diff();
    double scale = diff == null ? 0 : diff.scale();
    List<FrameRow> table = new ArrayList<>();
    for (int frame = 0; frame < totals.frames().size(); frame++) {
      long was = before == null ? 0 : before.total(frame);
      long is = totals.total(frame);
      if (is > 0 || was > 0) {
        double change = before == null ? 0 : is - was * scale;
        table.add(new FrameRow(totals.frames().get(frame), totals.self(frame), is, change));
      }
    }
    table.sort(by.order(fromLargest));
    return table;
  }

  private <T> void inBackground(Supplier<T> work, Consumer<T> show, Consumer<String> failed) {
    background.execute(() -> {
      try {
        T made = work.get();
        window.execute(() -> show.accept(made));
      } catch (IllegalArgumentException e) {
        window.execute(() -> failed.accept(String.valueOf(e.getMessage())));
      } catch (OutOfMemoryError e) {
        window.execute(() -> failed.accept("There is not enough memory for this graph."));
      }
    });
  }

  /** The graph itself. */
  public GraphState graph() {
    return graph;
  }

  /** Callers of the function that is looked at; without a scene when there is none. */
  public GraphState callers() {
    return callers;
  }

  public GraphState callees() {
    return callees;
  }

  public ReadOnlyObjectProperty<@Nullable FlameSource> sourceProperty() {
    return source.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<@Nullable FlameChoice> choiceProperty() {
    return choice.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<@Nullable FlameScene> sceneProperty() {
    return scene.getReadOnlyProperty();
  }

  /** The function whose callers and callees are shown; null for none. */
  public ReadOnlyObjectProperty<@Nullable Frame> aroundProperty() {
    return around.getReadOnlyProperty();
  }

  /** The table of functions, sorted. */
  public ReadOnlyObjectProperty<List<FrameRow>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** Whether the graph of the newest choice is still being made. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** What the search found, for the reader; empty when nothing is searched. */
  public ReadOnlyStringProperty foundProperty() {
    return found.getReadOnlyProperty();
  }

  /** Why the newest choice could not be shown; empty when it could. */
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }
}
