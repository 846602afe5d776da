package dev.eyepiece.stacks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Collects stacks and samples into a {@link StackProfile}, within bounds. For one thread. */
public final class StackProfileBuilder {
  /** The node from which every stack starts. */
  public static final int ROOT = Trie.ROOT;

  private static final int MAX_TYPES = 256;
  private static final int MAX_LABELS = 4_000_000;

  private final Limits limits;
  private final Map<Frame, Integer> frameIds = new HashMap<>();
  private final List<Frame> frames = new ArrayList<>();
  private final Trie trie = new Trie(1 << 12);
  private final IntArray depths = new IntArray();
  private final List<SampleColumns> types = new ArrayList<>();
  private final Map<SequencedMap<String, String>, Integer> labelIds = new HashMap<>();
  private final List<SequencedMap<String, String>> labels = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private int samples;
  private int defaultType;

  public StackProfileBuilder(Limits limits) {
    this.limits = limits;
    depths.add(0);
    labels(new LinkedHashMap<>());
  }

  /** The number of a type of value; the same for an equal one. */
  public int type(SampleType type) throws StackFormatException {
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).type.equals(type)) {
        return i;
      }
    }
    if (types.size() == MAX_TYPES) {
      throw tooMany("types of value", MAX_TYPES);
    }
    types.add(new SampleColumns(type));
    return types.size() - 1;
  }

  /** Which type a viewer shows first; the first when not said. */
  public void defaultType(int type) {
    defaultType = type;
  }

  /** The number of a function; the same for an equal one. */
  public int frame(Frame given) throws StackFormatException {
    Integer known = frameIds.get(given);
    if (known != null) {
      return known;
    }
    if (frames.size() == limits.frames()) {
      throw tooMany("functions", limits.frames());
    }
    Frame frame = cut(given);
    frames.add(frame);
    frameIds.put(given, frames.size() - 1);
    return frames.size() - 1;
  }

  /** The node for a call of a function from {@code node}. */
  public int child(int node, int frame) throws StackFormatException {
    int child = trie.child(node, frame);
    if (child == depths.size()) {
      int depth = depths.get(node) + 1;
      if (depth > limits.depth()) {
        throw tooMany("calls in one stack", limits.depth());
      }
      if (child >= limits.nodes()) {
        throw tooMany("different call paths", limits.nodes());
      }
      depths.add(depth);
    }
    return child;
  }

  /** The number of a set of labels; 0 is the empty one. */
  public int labels(SequencedMap<String, String> set) {
    Integer known = labelIds.get(set);
    if (known != null) {
      return known;
    }
    if (labels.size() == MAX_LABELS) {
      note("Labels of some samples are left out: there are more than " + MAX_LABELS + " sets.");
      return 0;
    }
    labels.add(set);
    labelIds.put(set, labels.size() - 1);
    return labels.size() - 1;
  }

  /** A sample without a time. */
  public void sample(int type, int node, int labelSet, long value) throws StackFormatException {
    add(type, node, labelSet, value).untimed = true;
  }

  /** A sample at a time, in nanoseconds since 1970 or since any start that all samples share. */
  public void sample(int type, int node, int labelSet, long value, long timeNano)
      throws StackFormatException {
    add(type, node, labelSet, value).times.add(timeNano);
  }

  private SampleColumns add(int type, int node, int labelSet, long value)
      throws StackFormatException {
    if (++samples > limits.samples()) {
      throw tooMany("samples", limits.samples());
    }
    SampleColumns columns = types.get(type);
    columns.nodes.add(node);
    columns.values.add(value);
    columns.labels.add(labelSet);
    columns.labelled |= labelSet != 0;
    if (value < 0) {
      columns.negative++;
    } else if (Long.MAX_VALUE - columns.sum < value) {
      throw new StackFormatException(
          "values of " + columns.type.label() + " add up to more than a 64-bit number holds");
    } else {
      columns.sum += value;
    }
    return columns;
  }

  /** Something that a reader of the profile has to know, such as what was left out; said once. */
  public void note(String text) {
    notes.add(text);
  }

  public StackProfile build() {
    return new StackProfile(
        List.copyOf(frames),
        trie.parents(),
        trie.frames(),
        types.stream().map(SampleColumns::samples).toList(),
        List.copyOf(labels),
        Math.min(defaultType, Math.max(0, types.size() - 1)),
        List.copyOf(notes));
  }

  private Frame cut(Frame frame) {
    return new Frame(
        cut(frame.name().isEmpty() ? "(no name)" : frame.name()),
        cut(frame.file()),
        cut(frame.module()),
        frame.kind(),
        frame.inlined());
  }

  private String cut(String text) {
    if (text.length() <= limits.nameLength()) {
      return text;
    }
    note("Names longer than " + limits.nameLength() + " characters are cut.");
    int end = limits.nameLength() - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private static StackFormatException tooMany(String what, int limit) {
    return new StackFormatException("too many " + what + "; expected at most " + limit);
  }

  /** The samples of one type while they come. */
  private static final class SampleColumns {
    final SampleType type;
    final IntArray nodes = new IntArray();
    final IntArray labels = new IntArray();
    final LongArray values = new LongArray();
    final LongArray times = new LongArray();
    boolean labelled;
    boolean untimed;
    long sum;
    int negative;

    SampleColumns(SampleType type) {
      this.type = type;
    }

    Samples samples() {
      return new Samples(
          type,
          nodes.toArray(),
          values.toArray(),
          labelled ? labels.toArray() : new int[0],
          untimed ? new long[0] : times.toArray(),
          sum,
          negative);
    }
  }
}
