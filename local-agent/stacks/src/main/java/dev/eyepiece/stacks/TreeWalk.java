package dev.eyepiece.stacks;

/** Orders of a tree's nodes. */
final class TreeWalk {
  private TreeWalk() {}

  /** All nodes but the root, each after its parent and before its next sibling. */
  static int[] depthFirst(StackTree tree) {
    int size = tree.size();
    int[] place = new int[size];
    int[] descendants = new int[size];
    for (int node = size - 1; node > 0; node--) {
      descendants[tree.parent(node)] += descendants[node] + 1;
    }
    int[] free = new int[size];
    int[] order = new int[size - 1];
    for (int node = 1; node < size; node++) {
      int parent = tree.parent(node);
      int start = parent == 0 ? 0 : place[parent] + 1;
      place[node] = start + free[parent];
      free[parent] += descendants[node] + 1;
      order[place[node]] = node;
    }
    return order;
  }
}
