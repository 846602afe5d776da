package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackProfileBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collapsed stacks: a line a stack, frames from the outermost on with {@code ;} between, a space, a
 * number. What a line shares with the line before it is not looked up again. For one use.
 */
final class CollapsedReader {
  private final LineReader lines;
  private final StackProfileBuilder builder;
  private final ByteFrames names = new ByteFrames();
  private byte[] last = new byte[1 << 12];
  private int lastLength;

  // Where each frame of the line before ends, and its node.
  private int[] ends = new int[64];
  private int[] nodes = new int[64];
  private int depth;

  private int nameEnd;
  private int nameHash;
  private boolean rounded;

  CollapsedReader(InputStream in, Limits limits) {
    lines = new LineReader(in, limits);
    builder = new StackProfileBuilder(limits);
  }

  StackProfile read() throws IOException, StackFormatException {
    int type = builder.type(SampleType.SAMPLES);
    while (lines.next()) {
      int end = lines.to;
      while (end > lines.from && lines.bytes[end - 1] == ' ') {
        end--;
      }
      if (end > lines.from) {
        int digits = numberStart(lines.bytes, lines.from, end);
        long value = number(digits, end);
        int node = stack(lines.from, digits - 1);
        builder.sample(type, node, 0, value);
      }
    }
    if (rounded) {
      builder.note("Values with a fraction are rounded.");
    }
    return builder.build();
  }

  /** Where the number at the end of a line starts; -1 when there is none after a space. */
  static int numberStart(byte[] bytes, int from, int end) {
    int p = end;
    while (p > from && ((bytes[p - 1] >= '0' && bytes[p - 1] <= '9') || bytes[p - 1] == '.')) {
      p--;
    }
    if (p == end) {
      return -1;
    }
    if (p > from && bytes[p - 1] == '-') {
      p--;
    }
    return p - 1 > from && bytes[p - 1] == ' ' ? p : -1;
  }

  private long number(int from, int to) throws StackFormatException {
    if (from < 0) {
      throw malformed("has no number at its end");
    }
    byte[] b = lines.bytes;
    boolean negative = b[from] == '-';
    long value = 0;
    for (int p = negative ? from + 1 : from; p < to; p++) {
      if (b[p] == '.') {
        return fraction(from, to);
      }
      int digit = b[p] - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw malformed("has a number beyond 64 bits");
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  private long fraction(int from, int to) throws StackFormatException {
    String text = new String(lines.bytes, from, to - from, StandardCharsets.US_ASCII);
    try {
      double value = Double.parseDouble(text);
      if (Math.abs(value) > 9e18) {
        throw malformed("has a number beyond 64 bits");
      }
      rounded |= value != Math.rint(value);
      return Math.round(value);
    } catch (NumberFormatException e) {
      throw malformed("ends with '" + text + "', which is no number");
    }
  }

  private StackFormatException malformed(String what) {
    return new StackFormatException(
        "line "
            + lines.number
            + " "
            + what
            + "; expected collapsed stacks: 'outermost;...;innermost NUMBER'");
  }

  private int stack(int from, int to) throws StackFormatException {
    byte[] b = lines.bytes;
    int length = to - from;
    int common = Arrays.mismatch(last, 0, lastLength, b, from, to);
    if (common < 0) {
      return nodes[depth - 1];
    }
    while (depth > 0 && ends[depth - 1] >= common) {
      depth--;
    }
    int p = depth == 0 ? from : from + ends[depth - 1] + 1;
    int node = depth == 0 ? StackProfileBuilder.ROOT : nodes[depth - 1];
    do {
      int frame = frame(p, to);
      node = builder.child(node, frame);
      if (depth == ends.length) {
        ends = Arrays.copyOf(ends, depth * 2);
        nodes = Arrays.copyOf(nodes, depth * 2);
      }
      ends[depth] = nameEnd - from;
      nodes[depth++] = node;
      p = nameEnd + 1;
    } while (nameEnd < to);
    if (length > last.length) {
      last = Arrays.copyOf(last, Math.max(length, last.length * 2));
    }
    System.arraycopy(b, from + common, last, common, length - common);
    lastLength = length;
    return node;
  }

  private int frame(int from, int to) throws StackFormatException {
    scanName(from, to);
    byte[] b = lines.bytes;
    int known = names.find(b, from, nameEnd, nameHash);
    if (known >= 0) {
      return known;
    }
    String text = new String(b, from, nameEnd - from, StandardCharsets.UTF_8);
    int frame = builder.frame(FrameNames.parse(text));
    names.put(b, from, nameEnd, nameHash, frame);
    return frame;
  }

  /** Finds the end of a name and its hash in one go. */
  private void scanName(int from, int to) {
    byte[] b = lines.bytes;
    long hash = 0;
    int p = from;
    while (true) {
      long word = Words.at(b, p);
      long hit = Words.equal(word, (byte) ';');
      int room = to - p;
      int count = hit == 0 ? 8 : Long.numberOfTrailingZeros(hit) >>> 3;
      if (count >= room) {
        count = room;
        hit = 1;
      }
      if (hit == 0) {
        hash = Words.mix(hash, word);
        p += 8;
        continue;
      }
      if (count == 8) {
        hash = Words.mix(hash, word);
        hash = Words.mix(hash, 0);
      } else {
        hash = Words.mix(hash, Words.first(word, count));
      }
      nameEnd = p + count;
      nameHash = Words.finish(hash, nameEnd - from);
      return;
    }
  }
}
