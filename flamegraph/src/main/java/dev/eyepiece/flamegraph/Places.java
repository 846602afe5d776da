package dev.eyepiece.flamegraph;

import dev.eyepiece.flamegraph.paint.Viewport;
import dev.eyepiece.stacks.FlameLayout;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds what was seen of a graph in a later state of it: the same functions, called by the same.
 *
 * @param before what was shown
 * @param now what is to be shown
 */
record Places(FlameLayout before, FlameLayout now) {

  /** The box of the same calls; where they are no more, that of the nearest caller. */
  int nearest(int box) {
    Deque<Integer> calls = new ArrayDeque<>();
    for (int up = box; up > 0; up = before.parent(up)) {
      calls.push(up);
    }
    int found = 0;
    int level = 0;
    for (int call : calls) {
      int next = called(found, level, call);
      if (next < 0) {
        return found;
      }
      found = next;
      level++;
    }
    return found;
  }

  /** The box of the same calls; -1 where they are no more. */
  int same(int box) {
    int found = nearest(box);
    return now.level(found) == before.level(box) ? found : -1;
  }

  private int called(int caller, int level, int wanted) {
    if (level + 1 >= now.levels()) {
      return -1;
    }
    Object function = before.frames().get(before.frame(wanted));
    int end = now.levelStart(level + 2);
    for (int box = now.firstEndingAfter(level + 1, (double) now.start(caller));
        box < end && now.parent(box) == caller;
        box++) {
      if (now.frames().get(now.frame(box)).equals(function)) {
        return box;
      }
    }
    return -1;
  }

  /** The same part of the same box. */
  Viewport same(Viewport seen) {
    int box = nearest(seen.zoomed());
    if (now.level(box) != before.level(seen.zoomed())) {
      return new Viewport((double) now.start(box), end(now, box), seen.top(), box, seen.icicle());
    }
    double from = (double) before.start(seen.zoomed());
    double width = end(before, seen.zoomed()) - from;
    double newFrom = (double) now.start(box);
    double newWidth = end(now, box) - newFrom;
    return new Viewport(
        newFrom + (seen.from() - from) / width * newWidth,
        newFrom + (seen.to() - from) / width * newWidth,
        seen.top(),
        box,
        seen.icicle());
  }

  /** Where a box ends; never where it starts, so that one can divide by its width. */
  private static double end(FlameLayout layout, int box) {
    return Math.max((double) layout.end(box), (double) layout.start(box) + 1e-6);
  }
}
