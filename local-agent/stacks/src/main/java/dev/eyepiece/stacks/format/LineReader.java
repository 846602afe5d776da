package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.StackFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a text as ranges of one byte array, so that no line becomes an object. Eight bytes
 * behind a line may be read, though not used. For one thread.
 */
final class LineReader {
  private static final int MAX_LINE = 1 << 26;
  private static final int SLACK = 8;

  private final InputStream in;
  private final Limits limits;
  private long total;
  private int filled;
  private int next;
  private boolean atEnd;

  byte[] bytes = new byte[(1 << 18) + SLACK];

  /** Of the line: first byte, and the byte behind the last, without the line's end. */
  int from;

  int to;

  /** Of the line, from 1. */
  long number;

  LineReader(InputStream in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /** Goes to the next line; false when there is none. */
  boolean next() throws IOException, StackFormatException {
    int scan = next;
    while (true) {
      int end = newline(scan);
      if (end >= 0) {
        line(end);
        next = end + 1;
        return true;
      }
      scan = filled - next;
      if (atEnd) {
        if (next == filled) {
          return false;
        }
        line(filled);
        next = filled;
        return true;
      }
      fill();
      scan += next;
    }
  }

  private int newline(int scan) {
    byte[] b = bytes;
    // Bytes behind the filled ones are read along, and a hit there is none.
    for (int i = scan; i < filled; i += 8) {
      long hit = Words.equal(Words.at(b, i), (byte) '\n');
      if (hit != 0) {
        int end = i + (Long.numberOfTrailingZeros(hit) >>> 3);
        return end < filled ? end : -1;
      }
    }
    return -1;
  }

  private void line(int end) {
    number++;
    from = next;
    to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
  }

  private void fill() throws IOException, StackFormatException {
    if (next > 0) {
      System.arraycopy(bytes, next, bytes, 0, filled - next);
      filled -= next;
      next = 0;
    }
    if (filled == bytes.length - SLACK) {
      if (filled >= MAX_LINE) {
        throw new StackFormatException(
            "line "
                + (number + 1)
                + ": longer than "
                + MAX_LINE
                + " bytes; expected a shorter one");
      }
      bytes = Arrays.copyOf(bytes, filled * 2 + SLACK);
    }
    int read = in.read(bytes, filled, bytes.length - SLACK - filled);
    if (read < 0) {
      atEnd = true;
      return;
    }
    filled += read;
    total += read;
    if (total > limits.bytes()) {
      throw new StackFormatException(
          "more than " + limits.bytes() + " bytes of text; expected a smaller file");
    }
  }
}
