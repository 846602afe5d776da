package dev.eyepiece.stacks;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a profiler wrote, whatever its format: functions, stacks as a trie, and samples of one or
 * more types. Immutable and safe for use by several threads.
 */
public final class StackProfile {
  private final List<Frame> frames;
  private final int[] parent;
  private final int[] frame;
  private final List<Samples> samples;
  private final List<SequencedMap<String, String>> labels;
  private final int defaultType;
  private final List<String> notes;

  StackProfile(
      List<Frame> frames,
      int[] parent,
      int[] frame,
      List<Samples> samples,
      List<SequencedMap<String, String>> labels,
      int defaultType,
      List<String> notes) {
    this.frames = frames;
    this.parent = parent;
    this.frame = frame;
    this.samples = samples;
    this.labels = labels;
    this.defaultType = defaultType;
    this.notes = notes;
  }

  public List<Frame> frames() {
    return frames;
  }

  /** What is counted; never more than a handful. Empty for a profile without any sample. */
  public List<SampleType> types() {
    return samples.stream().map(Samples::type).toList();
  }

  /** Index of the type that is shown when nobody chose one. */
  public int defaultType() {
    return defaultType;
  }

  /** How many samples there are of a type. */
  public int sampleCount(int type) {
    return samples.get(type).size();
  }

  /** Sum of the positive values of a type. */
  public long total(int type) {
    return samples.get(type).sum();
  }

  /** Whether {@link #timeline} has an order to show. */
  public boolean hasTimes(int type) {
    return samples.get(type).timed();
  }

  /** Takes the samples of one type one after the other. */
  public interface SampleVisitor {
    /**
     * Takes one.
     *
     * @param node see {@link StackProfile#parent}; 0 for a sample without a stack
     * @param labelSet index into {@link StackProfile#labels()}
     */
    void sample(int node, int labelSet, long value);
  }

  /** Hands over every sample of a type. */
  public void samples(int type, SampleVisitor visitor) {
    Samples rows = samples.get(type);
    for (int i = 0; i < rows.size(); i++) {
      visitor.sample(rows.node(i), rows.label(i), rows.value(i));
    }
  }

  /** The call from which a node of the stacks was called; 0 is where all stacks start. */
  public int parent(int node) {
    return parent[node];
  }

  /** Index into {@link #frames()} of what runs in a node other than 0. */
  public int frame(int node) {
    return frame[node];
  }

  /** What a reader has to know: what was cut, left out, guessed. */
  public List<String> notes() {
    return notes;
  }

  /** Notes of the profile and of one type. */
  public List<String> notes(int type) {
    int negative = samples.get(type).negative();
    return negative == 0
        ? notes
        : Stream.concat(
                notes.stream(),
                Stream.of(negative + " samples have values below zero, which no picture shows."))
            .toList();
  }

  /** All sets of labels that samples have; the first is empty. */
  public List<SequencedMap<String, String>> labels() {
    return labels;
  }

  /** The values of a label with what their samples add up to, in the order of the values. */
  public SortedMap<String, Long> labelTotals(int type, String name) {
    Samples rows = samples.get(type);
    SortedMap<String, Long> totals = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      String value = labels.get(rows.label(i)).get(name);
      if (value != null && rows.value(i) > 0) {
        totals.merge(value, rows.value(i), Long::sum);
      }
    }
    return totals;
  }

  Samples samples(int type) {
    return samples.get(type);
  }

  /** Everything of the default type. */
  public StackTree tree() {
    return tree(defaultType, SampleFilter.ALL, List.of());
  }

  /**
   * Adds up the samples of a type by stack.
   *
   * @param groupBy labels whose values become the outermost frames, for instance {@code process},
   *     {@code thread}; a sample without such a label has no such frame
   */
  public StackTree tree(int type, SampleFilter filter, List<String> groupBy) {
    if (samples.isEmpty()) {
      return StackTree.empty(frames);
    }
    Samples rows = samples.get(type);
    BitSet wanted = wantedLabels(filter);
    if (!groupBy.isEmpty()) {
      return grouped(rows, filter, wanted, groupBy);
    }
    long[] self = new long[parent.length];
    for (int i = 0; i < rows.size(); i++) {
      if (taken(rows, i, filter, wanted)) {
        self[rows.node(i)] += rows.value(i);
      }
    }
    return StackTree.pruned(frames, parent, frame, self, rows.type());
  }

  /**
   * The samples of a type one after the other: what follows directly in the same call is one box,
   * and widths are values. Only meaningful where {@link #hasTimes}; other samples come in the order
   * of the file.
   */
  public StackTree timeline(int type, SampleFilter filter) {
    Samples rows = samples.get(type);
    BitSet wanted = wantedLabels(filter);
    int[] order = timeOrder(rows);
    Trie trie = new Trie(1 << 10);
    LongArray self = new LongArray();
    self.add(0);
    int[] path = new int[64];
    int[] last = new int[64];
    int lastDepth = 0;
    for (int i : order) {
      if (!taken(rows, i, filter, wanted)) {
        continue;
      }
      int depth = 0;
      for (int node = rows.node(i); node != 0; node = parent[node]) {
        if (depth == path.length) {
          path = Arrays.copyOf(path, depth * 2);
        }
        path[depth++] = frame[node];
      }
      last = depth > last.length ? Arrays.copyOf(last, depth * 2) : last;
      int node = Trie.ROOT;
      int level = 0;
      while (level < depth
          && level < lastDepth
          && trie.frame(last[level]) == path[depth - 1 - level]) {
        node = last[level++];
      }
      for (; level < depth; level++) {
        node = trie.append(node, path[depth - 1 - level]);
        self.add(0);
        last[level] = node;
      }
      lastDepth = depth;
      self.set(node, self.get(node) + rows.value(i));
    }
    return new StackTree(frames, trie.parents(), trie.frames(), self.toArray(), rows.type());
  }

  private static int[] timeOrder(Samples rows) {
    if (!rows.timed()) {
      return IntStream.range(0, rows.size()).toArray();
    }
    return IntSort.sorted(rows.size(), (a, b) -> Long.compare(rows.timeNano(a), rows.timeNano(b)));
  }

  private StackTree grouped(
      Samples rows, SampleFilter filter, BitSet wanted, List<String> groupBy) {
    Grouping grouping = new Grouping(frames, labels, groupBy);
    Trie trie = new Trie(parent.length);
    LongArray self = new LongArray();
    int[] path = new int[64];
    for (int i = 0; i < rows.size(); i++) {
      if (!taken(rows, i, filter, wanted)) {
        continue;
      }
      int depth = 0;
      for (int node = rows.node(i); node != 0; node = parent[node]) {
        if (depth == path.length) {
          path = Arrays.copyOf(path, depth * 2);
        }
        path[depth++] = frame[node];
      }
      int node = Trie.ROOT;
      for (int group : grouping.frames(rows.label(i))) {
        node = trie.child(node, group);
      }
      while (depth > 0) {
        node = trie.child(node, path[--depth]);
      }
      while (self.size() < trie.size()) {
        self.add(0);
      }
      self.set(node, self.get(node) + rows.value(i));
    }
    while (self.size() < trie.size()) {
      self.add(0);
    }
    return new StackTree(
        grouping.allFrames(), trie.parents(), trie.frames(), self.toArray(), rows.type());
  }

  private static boolean taken(Samples rows, int i, SampleFilter filter, BitSet wanted) {
    if (rows.value(i) <= 0 || !wanted.get(rows.label(i))) {
      return false;
    }
    return !rows.timed()
        || (rows.timeNano(i) >= filter.fromNano() && rows.timeNano(i) < filter.toNano());
  }

  private BitSet wantedLabels(SampleFilter filter) {
    BitSet wanted = new BitSet(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      wanted.set(i, filter.labels().test(labels.get(i)));
    }
    return wanted;
  }
}
