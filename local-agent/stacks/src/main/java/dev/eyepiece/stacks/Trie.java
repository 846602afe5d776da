package dev.eyepiece.stacks;

import java.util.Arrays;

/**
 * Call paths that share their beginnings, while they are collected: node 0 is the root, a node's
 * parent has a smaller number. For one thread.
 */
final class Trie {
  static final int ROOT = 0;

  // Parent and frame of each node side by side: a look-up touches one place of memory, not two.
  private int[] nodes;
  private int size = 1;
  private int[] table;
  private int mask;

  Trie(int expectedNodes) {
    int capacity = Math.max(16, expectedNodes);
    nodes = new int[2 * capacity];
    nodes[0] = -1;
    nodes[1] = -1;
    table = new int[Integer.highestOneBit(capacity) << 2];
    mask = table.length - 1;
  }

  int size() {
    return size;
  }

  int parent(int node) {
    return nodes[2 * node];
  }

  int frame(int node) {
    return nodes[2 * node + 1];
  }

  int[] parents() {
    return column(0);
  }

  int[] frames() {
    return column(1);
  }

  private int[] column(int offset) {
    int[] column = new int[size];
    for (int node = 0; node < size; node++) {
      column[node] = nodes[2 * node + offset];
    }
    return column;
  }

  /** The node for a call of {@code frameId} from {@code node}, made when it is not there. */
  int child(int node, int frameId) {
    int slot = hash(node, frameId) & mask;
    while (table[slot] != 0) {
      int candidate = table[slot];
      if (nodes[2 * candidate] == node && nodes[2 * candidate + 1] == frameId) {
        return candidate;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = size;
    return append(node, frameId);
  }

  /** A new node, even if there is one for the same call; {@link #child} does not find it. */
  int append(int node, int frameId) {
    if (2 * size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * (size + (size >> 1)));
    }
    nodes[2 * size] = node;
    nodes[2 * size + 1] = frameId;
    size++;
    if (size > table.length >> 1) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    int[] old = table;
    table = new int[old.length << 1];
    mask = table.length - 1;
    for (int node : old) {
      if (node != 0) {
        int slot = hash(parent(node), frame(node)) & mask;
        while (table[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        table[slot] = node;
      }
    }
  }

  private static int hash(int node, int frameId) {
    long h = (((long) node << 32) ^ frameId) * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 32);
  }
}
