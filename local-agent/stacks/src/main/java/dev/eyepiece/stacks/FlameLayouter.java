package dev.eyepiece.stacks;

import java.util.function.IntBinaryOperator;

/** Lays a tree out level by level. For one use. */
final class FlameLayouter {
  private final StackTree tree;
  private final Order order;
  private final int[] firstChild;
  private final int[] children;

  FlameLayouter(StackTree tree, Order order) {
    this.tree = tree;
    this.order = order;
    int size = tree.size();
    firstChild = new int[size + 1];
    for (int node = 1; node < size; node++) {
      firstChild[tree.parent(node) + 1]++;
    }
    for (int node = 0; node < size; node++) {
      firstChild[node + 1] += firstChild[node];
    }
    children = new int[Math.max(0, size - 1)];
    int[] free = firstChild.clone();
    for (int node = 1; node < size; node++) {
      children[free[tree.parent(node)]++] = node;
    }
    sortSiblings();
  }

  private void sortSiblings() {
    if (order == Order.GIVEN) {
      return;
    }
    IntBinaryOperator comparison = comparison();
    int[] spare = new int[children.length];
    for (int node = 0; node < tree.size(); node++) {
      if (firstChild[node + 1] - firstChild[node] > 1) {
        IntSort.sort(children, firstChild[node], firstChild[node + 1], spare, comparison);
      }
    }
  }

  private IntBinaryOperator comparison() {
    int[] rank = nameRanks();
    IntBinaryOperator byName = (a, b) -> Integer.compare(rank[tree.frame(a)], rank[tree.frame(b)]);
    if (order == Order.NAME) {
      return byName;
    }
    return (a, b) -> {
      int c = Long.compare(tree.total(b), tree.total(a));
      return c != 0 ? c : byName.applyAsInt(a, b);
    };
  }

  private int[] nameRanks() {
    int count = tree.frames().size();
    int[] sorted =
        IntSort.sorted(
            count, (a, b) -> tree.frames().get(a).name().compareTo(tree.frames().get(b).name()));
    int[] rank = new int[count];
    for (int i = 0; i < count; i++) {
      rank[sorted[i]] = i;
    }
    return rank;
  }

  FlameLayout layout() {
    int size = tree.size();
    int[] node = new int[size];
    int[] parent = new int[size];
    long[] start = new long[size];
    long[] end = new long[size];
    IntArray levels = new IntArray();
    parent[0] = -1;
    end[0] = tree.total();
    levels.add(0);
    int from = 0;
    int to = 1;
    while (from < to) {
      levels.add(to);
      int next = to;
      for (int box = from; box < to; box++) {
        long position = start[box];
        for (int i = firstChild[node[box]]; i < firstChild[node[box] + 1]; i++) {
          node[next] = children[i];
          parent[next] = box;
          start[next] = position;
          position += tree.total(children[i]);
          end[next++] = position;
        }
      }
      from = to;
      to = next;
    }
    return FlameLayout.of(tree, levels.toArray(), node, parent, start, end);
  }
}
