package dev.eyepiece.ui.waterfall;

import dev.eyepiece.store.TraceSpans;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The stretches of time that made a trace as long as it was, span by span: from a root's end
 * backwards, always the child that ended last before the point reached; what lies between children
 * is the parent's own.
 */
public final class CriticalPath {
  private static final int PRODUCER = 4;
  private static final int CONSUMER = 5;

  /** A stretch of one span, nanoseconds since 1970. */
  public record Part(int span, long fromUnixNano, long toUnixNano) {}

  /** A span that is being followed backwards, and how far it has come. */
  private static final class Frame {
    final int span;
    final long from;
    final Integer[] byEnd;
    int next;
    long cursor;

    Frame(int span, long from, long to, Integer[] byEnd) {
      this.span = span;
      this.from = from;
      this.byEnd = byEnd;
      this.next = byEnd.length - 1;
      this.cursor = to;
    }
  }

  private CriticalPath() {}

  /** The parts of all roots, latest first; parts do not overlap within a root. */
  public static List<Part> of(TraceModel model) {
    TraceSpans spans = model.spans();
    List<List<Integer>> children = new ArrayList<>();
    for (int i = 0; i < model.size(); i++) {
      children.add(List.of());
    }
    for (int position = 0; position < model.size(); position++) {
      int span = model.at(position);
      int parent = model.parent(span);
      if (parent >= 0 && !(spans.kind()[parent] == PRODUCER && spans.kind()[span] == CONSUMER)) {
        if (children.get(parent).isEmpty()) {
          children.set(parent, new ArrayList<>());
        }
        children.get(parent).add(span);
      }
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < model.size(); i++) {
      if (model.parent(i) < 0) {
        follow(spans, children, i, parts);
      }
    }
    return parts;
  }

  private static Frame frame(
      TraceSpans spans, List<List<Integer>> children, int span, long from, long to) {
    Integer[] byEnd = children.get(span).toArray(Integer[]::new);
    Arrays.sort(byEnd, Comparator.comparingLong(child -> spans.endUnixNano()[child]));
    return new Frame(span, from, to, byEnd);
  }

  private static void follow(
      TraceSpans spans, List<List<Integer>> children, int root, List<Part> parts) {
    ArrayDeque<Frame> stack = new ArrayDeque<>();
    stack.push(
        frame(spans, children, root, spans.startUnixNano()[root], spans.endUnixNano()[root]));
    while (!stack.isEmpty()) {
      Frame frame = stack.getFirst();
      Frame child = null;
      while (child == null && frame.next >= 0 && frame.cursor > frame.from) {
        int candidate = frame.byEnd[frame.next--];
        long start = Math.max(spans.startUnixNano()[candidate], frame.from);
        long end = spans.endUnixNano()[candidate];
        // A child that outlives its parent is cut to it; one that ends after the cursor ran beside
        // the path.
        boolean cut = end > frame.cursor && frame.cursor == spans.endUnixNano()[frame.span];
        long stop = cut ? frame.cursor : end;
        if (stop <= frame.cursor && stop > start && start < frame.cursor) {
          add(parts, frame.span, stop, frame.cursor);
          frame.cursor = start;
          child = frame(spans, children, candidate, start, stop);
        }
      }
      if (child != null) {
        stack.push(child);
      } else {
        add(parts, frame.span, frame.from, frame.cursor);
        stack.pop();
      }
    }
  }

  private static void add(List<Part> parts, int span, long from, long to) {
    if (to > from) {
      parts.add(new Part(span, from, to));
    }
  }
}
