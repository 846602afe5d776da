package dev.eyepiece.flamegraph;

import dev.eyepiece.flamegraph.paint.Viewport;
import dev.eyepiece.stacks.FlameLayout;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What part of one graph is seen, and which boxes are chosen and under the pointer. Knows no
 * control. For the window's thread; everything here answers at once, whatever the graph's size.
 */
public final class GraphState {
  /** Where the keys move to. */
  public enum Move {
    CALLER,
    CALLEE,
    LEFT,
    RIGHT
  }

  private static final int MAX_HISTORY = 100;
  private static final double LEAST_WIDTH = 1e-6;

  private @Nullable FlameScene scene;
  private Viewport viewport = new Viewport(0, 1, 0, 0, false);
  private double width = 1;
  private double height = 1;
  private int chosen;
  private int hovered = -1;
  private @Nullable BitSet matches;
  private final Deque<Viewport> back = new ArrayDeque<>();
  private final Deque<Viewport> forward = new ArrayDeque<>();
  private Runnable changed = () -> {};
  private Runnable zoomed = () -> {};

  /** Called after each change; there is one such listener. */
  public void onChange(Runnable listener) {
    changed = listener;
  }

  /** Called after each zoom to a box or back from one; there is one such listener. */
  public void onZoom(Runnable listener) {
    zoomed = listener;
  }

  /** Shows another scene, all of it. */
  public void show(@Nullable FlameScene next) {
    scene = next;
    chosen = 0;
    hovered = -1;
    matches = null;
    back.clear();
    forward.clear();
    if (next != null) {
      viewport = Viewport.all(next.layout(), viewport.icicle());
    }
    changed.run();
  }

  /** Shows a later state of the scene, at the same place as far as that is there still. */
  void showLater(FlameScene next) {
    FlameScene before = scene;
    if (before == null) {
      show(next);
      return;
    }
    Places places = new Places(before.layout(), next.layout());
    scene = next;
    chosen = places.nearest(chosen);
    hovered = hovered < 0 ? -1 : places.same(hovered);
    matches = null;
    viewport = places.same(viewport);
    again(back, places);
    again(forward, places);
    scrollTo(viewport.top());
  }

  private static void again(Deque<Viewport> history, Places places) {
    List<Viewport> same = history.stream().map(places::same).toList();
    history.clear();
    history.addAll(same);
  }

  public @Nullable FlameScene scene() {
    return scene;
  }

  public Viewport viewport() {
    return viewport;
  }

  /** Box that the keys act on. */
  public int chosen() {
    return chosen;
  }

  /** Box under the pointer; -1 for none. */
  public int hovered() {
    return hovered;
  }

  /** Frames that the search found; null when nothing is searched. */
  public @Nullable BitSet matches() {
    return matches;
  }

  /** What the search found. */
  public void match(@Nullable BitSet frames) {
    matches = frames;
    changed.run();
  }

  /** The size of the picture in pixels. */
  public void resize(double newWidth, double newHeight) {
    width = Math.max(1, newWidth);
    height = Math.max(1, newHeight);
    scrollTo(viewport.top());
  }

  public double width() {
    return width;
  }

  public double height() {
    return height;
  }

  /** The box at a place in the picture; -1 for none. */
  public int boxAt(double x, double y) {
    if (scene == null || x < 0 || x >= width) {
      return -1;
    }
    return scene.layout().boxAt(viewport.level(y, height), viewport.position(x, width));
  }

  public void hover(double x, double y) {
    setHovered(boxAt(x, y));
  }

  /** The pointer is elsewhere. */
  public void leave() {
    setHovered(-1);
  }

  private void setHovered(int box) {
    if (box != hovered) {
      hovered = box;
      changed.run();
    }
  }

  /** Makes a box as wide as the picture, with its callers below it. */
  public void zoomTo(int box) {
    FlameScene current = scene;
    if (current == null || box < 0 || box >= current.layout().size()) {
      return;
    }
    chosen = box;
    FlameLayout layout = current.layout();
    double to = Math.max((double) layout.end(box), (double) layout.start(box) + LEAST_WIDTH);
    go(new Viewport(layout.start(box), to, viewport.top(), box, viewport.icicle()));
    reveal(box);
  }

  /** Shows everything. */
  public void reset() {
    zoomTo(0);
  }

  /** Zooms about a place; a factor below 1 shows less, larger. */
  public void zoomAt(double x, double factor) {
    FlameScene current = scene;
    if (current == null) {
      return;
    }
    double all = Math.max(1, (double) current.layout().end(0));
    double position = viewport.position(x, width);
    double span = Math.clamp((viewport.to() - viewport.from()) * factor, LEAST_WIDTH, all);
    double from = position - x / width * span;
    moveTo(from, span, all, 0);
  }

  /** Moves the picture sideways, in pixels. */
  public void pan(double pixels) {
    FlameScene current = scene;
    if (current == null) {
      return;
    }
    double span = viewport.to() - viewport.from();
    double all = Math.max(1, (double) current.layout().end(0));
    moveTo(viewport.from() + pixels / width * span, span, all, viewport.zoomed());
  }

  private void moveTo(double wanted, double span, double all, int zoomed) {
    double from = Math.clamp(wanted, 0, Math.max(0, all - span));
    viewport = new Viewport(from, from + span, viewport.top(), zoomed, viewport.icicle());
    changed.run();
  }

  /** Moves the picture up or down, in pixels away from the root. */
  public void scroll(double pixels) {
    scrollTo(viewport.top() + pixels);
  }

  private void scrollTo(double wanted) {
    int levels = scene == null ? 1 : scene.layout().levels();
    double top = Math.clamp(wanted, 0, Math.max(0, levels * (double) Viewport.ROW - height));
    viewport =
        new Viewport(viewport.from(), viewport.to(), top, viewport.zoomed(), viewport.icicle());
    changed.run();
  }

  /** Puts the root on top, or at the bottom. */
  public void setIcicle(boolean icicle) {
    viewport = new Viewport(viewport.from(), viewport.to(), 0, viewport.zoomed(), icicle);
    changed.run();
  }

  /** Chooses a neighbour of the chosen box and brings it into view. */
  public void move(Move move) {
    FlameScene current = scene;
    if (current == null) {
      return;
    }
    FlameLayout layout = current.layout();
    int level = layout.level(chosen);
    int next =
        switch (move) {
          case CALLER -> layout.parent(chosen);
          case CALLEE -> firstCallee(layout, level);
          case LEFT -> chosen > layout.levelStart(level) ? chosen - 1 : -1;
          case RIGHT -> chosen + 1 < layout.levelStart(level + 1) ? chosen + 1 : -1;
        };
    if (next >= 0) {
      choose(next);
    }
  }

  private int firstCallee(FlameLayout layout, int level) {
    if (level + 1 == layout.levels()) {
      return -1;
    }
    double from = Math.max((double) layout.start(chosen), viewport.from());
    int box = layout.firstEndingAfter(level + 1, from);
    return box < layout.levelStart(level + 2) && layout.parent(box) == chosen ? box : -1;
  }

  /** Makes the keys act on a box and brings it into view. */
  public void choose(int box) {
    FlameScene current = scene;
    if (current == null) {
      return;
    }
    chosen = box;
    // What the keys lead to is told until the pointer moves again.
    hovered = -1;
    FlameLayout layout = current.layout();
    if (layout.end(box) <= viewport.from() || layout.start(box) >= viewport.to()) {
      double span = viewport.to() - viewport.from();
      moveTo((double) layout.start(box), span, Math.max(1, (double) layout.end(0)), 0);
    }
    reveal(box);
  }

  private void reveal(int box) {
    FlameScene current = scene;
    if (current == null) {
      return;
    }
    double y = current.layout().level(box) * (double) Viewport.ROW;
    if (y < viewport.top()) {
      scrollTo(y);
    } else if (y + Viewport.ROW > viewport.top() + height) {
      scrollTo(y + Viewport.ROW - height);
    } else {
      changed.run();
    }
  }

  private void go(Viewport next) {
    if (next.equals(viewport)) {
      return;
    }
    if (back.size() == MAX_HISTORY) {
      back.removeLast();
    }
    back.push(viewport);
    forward.clear();
    viewport = next;
    zoomed.run();
  }

  public boolean canGoBack() {
    return !back.isEmpty();
  }

  public boolean canGoForward() {
    return !forward.isEmpty();
  }

  /** To what was seen before the last zoom. */
  public void back() {
    step(back, forward);
  }

  public void forward() {
    step(forward, back);
  }

  private void step(Deque<Viewport> from, Deque<Viewport> to) {
    Viewport next = from.poll();
    if (next != null) {
      to.push(viewport);
      viewport = new Viewport(next.from(), next.to(), next.top(), next.zoomed(), viewport.icicle());
      chosen = next.zoomed();
      scrollTo(next.top());
      zoomed.run();
    }
  }
}
