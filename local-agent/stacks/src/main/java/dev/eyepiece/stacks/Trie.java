package dev.eyepiece.stacks;

import java.util.Arrays;

/**
 * Call paths that share their beginnings, while they are collected: node 0 is the root, a node's
 * parent has a smaller number. For one thread.
 */
final class Trie {
  static final int ROOT = 0;

  private int[] parent;
  private int[] frame;
  private int size = 1;
  private int[] table;
  private int mask;

  Trie(int expectedNodes) {
    int capacity = Math.max(16, expectedNodes);
    parent = new int[capacity];
    frame = new int[capacity];
    parent[ROOT] = -1;
    frame[ROOT] = -1;
    table = new int[Integer.highestOneBit(capacity) << 2];
    mask = table.length - 1;
  }

  int size() {
    return size;
  }

  int parent(int node) {
    return parent[node];
  }

  int frame(int node) {
    return frame[node];
  }

  int[] parents() {
    return Arrays.copyOf(parent, size);
  }

  int[] frames() {
    return Arrays.copyOf(frame, size);
  }

  /** The node for a call of {@code frameId} from {@code node}, made when it is not there. */
  int child(int node, int frameId) {
    int slot = hash(node, frameId) & mask;
    while (table[slot] != 0) {
      int candidate = table[slot];
      if (parent[candidate] == node && frame[candidate] == frameId) {
        return candidate;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = size;
    return append(node, frameId);
  }

  /** A new node, even if there is one for the same call; {@link #child} does not find it. */
  int append(int node, int frameId) {
    if (size == parent.length) {
      int capacity = size + (size >> 1);
      parent = Arrays.copyOf(parent, capacity);
      frame = Arrays.copyOf(frame, capacity);
    }
    parent[size] = node;
    frame[size] = frameId;
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
        int slot = hash(parent[node], frame[node]) & mask;
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
