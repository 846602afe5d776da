package dev.eyepiece.stacks;

/** Makes a tree out of another one's nodes: each goes to a new place, values add up there. */
final class TreeSums {
  private final StackTree from;
  private final Trie trie;
  private final LongArray self = new LongArray();

  TreeSums(StackTree from) {
    this.from = from;
    trie = new Trie(Math.min(from.size(), 1 << 20));
  }

  int child(int node, int frame) {
    return trie.child(node, frame);
  }

  int frame(int node) {
    return trie.frame(node);
  }

  int parent(int node) {
    return trie.parent(node);
  }

  void add(int node, long value) {
    while (self.size() <= node) {
      self.add(0);
    }
    self.set(node, self.get(node) + value);
  }

  StackTree tree() {
    add(trie.size() - 1, 0);
    return StackTree.pruned(
        from.frames(), trie.parents(), trie.frames(), self.toArray(), from.type());
  }
}
