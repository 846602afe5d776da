package dev.eyepiece.ottl.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The classes of characters that a pattern tells apart: two characters are of one class when they
 * are in the same of its sets. One more class, {@link #end}, stands for the end of the text.
 */
final class Alphabet {
  /** Above this, membership is looked up by a character of the class instead of a table. */
  private static final long MAX_TABLE_BITS = 1 << 25;

  private final char[] ascii = new char[128];

  /** The first character of each interval of one class, and that class. */
  private final int[] starts;

  private final int[] classes;

  /** Some character of each class. */
  private final int[] member;

  private final List<CharSet> sets;
  private final @Nullable BitSet[] tables;

  /** The class of the end of the text, and how many others there are. */
  final int end;

  /** The class of all characters that are not ASCII; -1 when they are of several. */
  private final int beyond;

  private Alphabet(int[] starts, int[] classes, int[] member, List<CharSet> sets) {
    this.starts = starts;
    this.classes = classes;
    this.member = member;
    this.sets = sets;
    end = member.length;
    for (int c = 0; c < ascii.length; c++) {
      ascii[c] = (char) classes[interval(c)];
    }
    int last = classes.length - 1;
    beyond = starts[last] <= ascii.length ? classes[last] : -1;
    tables = new @Nullable BitSet[sets.size()];
    if ((long) sets.size() * end <= MAX_TABLE_BITS) {
      for (int i = 0; i < tables.length; i++) {
        tables[i] = table(sets.get(i));
      }
    }
  }

  private BitSet table(CharSet set) {
    BitSet table = new BitSet(end);
    for (int i = 0; i < end; i++) {
      table.set(i, set.contains(member[i]));
    }
    return table;
  }

  /** The alphabet of some sets. */
  static Alphabet of(List<CharSet> sets) {
    // A sum of random numbers tells which sets a character is in. Not from a seed that is known:
    // whoever wrote the pattern could else make two sums equal.
    SplittableRandom random = new SplittableRandom();
    Map<Integer, long[]> changes = new HashMap<>();
    changes.put(0, new long[2]);
    for (CharSet set : sets) {
      long high = random.nextLong();
      long low = random.nextLong();
      for (int i = 0; i < set.ranges(); i++) {
        toggle(changes, set.first(i), high, low);
        if (set.last(i) < CodePoints.MAX) {
          toggle(changes, set.last(i) + 1, high, low);
        }
      }
    }
    int[] starts = changes.keySet().stream().mapToInt(i -> i).sorted().toArray();
    int[] classes = new int[starts.length];
    List<Integer> members = new ArrayList<>();
    record Signature(long high, long low) {}
    Map<Signature, Integer> known = new HashMap<>();
    long high = 0;
    long low = 0;
    for (int i = 0; i < starts.length; i++) {
      long[] change = changes.getOrDefault(starts[i], new long[2]);
      high ^= change[0];
      low ^= change[1];
      Signature signature = new Signature(high, low);
      Integer there = known.get(signature);
      if (there == null) {
        there = known.size();
        known.put(signature, there);
        members.add(starts[i]);
      }
      classes[i] = there;
    }
    int[] member = members.stream().mapToInt(i -> i).toArray();
    return new Alphabet(starts, classes, member, List.copyOf(sets));
  }

  private static void toggle(Map<Integer, long[]> changes, int at, long high, long low) {
    long[] change = changes.computeIfAbsent(at, k -> new long[2]);
    change[0] ^= high;
    change[1] ^= low;
  }

  private int interval(int codePoint) {
    int found = Arrays.binarySearch(starts, codePoint);
    return found >= 0 ? found : -found - 2;
  }

  /** The classes of ASCII, to be read alone. */
  char[] ascii() {
    return ascii;
  }

  int of(int codePoint) {
    if (codePoint < ascii.length) {
      return ascii[codePoint];
    }
    return beyond >= 0 ? beyond : classes[interval(codePoint)];
  }

  /** Whether the characters of a class are in a set. */
  boolean contains(int set, int cls) {
    BitSet table = tables[set];
    return table != null ? table.get(cls) : cls < end && sets.get(set).contains(member[cls]);
  }

  /** Whether the characters of a class are in one of the sets that every alphabet can tell. */
  boolean contains(CharSet set, int cls) {
    return cls < end && set.contains(member[cls]);
  }
}
