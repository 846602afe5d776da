package dev.eyepiece.profiler.symbols;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's functions by address ({@code /proc/kallsyms}). Without CAP_SYSLOG all addresses read
 * as zero, and there are none. Immutable.
 */
public final class Kallsyms {
  private static final int MOST = 4_000_000;

  private final byte[] text;
  private final long[] addresses;
  private final int[] nameAt;

  private Kallsyms(byte[] text, long[] addresses, int[] nameAt) {
    this.text = text;
    this.addresses = addresses;
    this.nameAt = nameAt;
  }

  /** Takes about 100 ms. */
  public static Kallsyms read(Path file) {
    try {
      return parse(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      return parse(new byte[0]);
    }
  }

  static Kallsyms parse(byte[] text) {
    long[] addresses = new long[1 << 16];
    int[] names = new int[1 << 16];
    int count = 0;
    boolean ordered = true;
    for (int at = 0; at < text.length && count < MOST; ) {
      int end = at;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      // "ffffffff81000000 T name", then a tab and a module's name in brackets.
      int space = at;
      while (space < end && text[space] != ' ') {
        space++;
      }
      if (space + 3 < end && "tTwW".indexOf(text[space + 1]) >= 0) {
        long address = hex(text, at, space);
        if (address != 0) {
          if (count == addresses.length) {
            addresses = Arrays.copyOf(addresses, count * 2);
            names = Arrays.copyOf(names, count * 2);
          }
          ordered &= count == 0 || Long.compareUnsigned(addresses[count - 1], address) <= 0;
          addresses[count] = address;
          names[count++] = space + 3;
        }
      }
      at = end + 1;
    }
    Kallsyms table =
        new Kallsyms(text, Arrays.copyOf(addresses, count), Arrays.copyOf(names, count));
    return ordered ? table : table.sorted();
  }

  private Kallsyms sorted() {
    Integer[] order = new Integer[addresses.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compareUnsigned(addresses[a], addresses[b]));
    long[] newAddresses = new long[order.length];
    int[] newNames = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      newAddresses[i] = addresses[order[i]];
      newNames[i] = nameAt[order[i]];
    }
    return new Kallsyms(text, newAddresses, newNames);
  }

  private static long hex(byte[] text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 4 | Math.max(0, Character.digit(text[i], 16));
    }
    return value;
  }

  public boolean isEmpty() {
    return addresses.length == 0;
  }

  /** The function at an address; null for none. */
  public @Nullable String name(long address) {
    int low = 0;
    int high = addresses.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(addresses[middle], address) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    if (high < 0) {
      return null;
    }
    // Of several names of one place the first.
    while (high > 0 && addresses[high - 1] == addresses[high]) {
      high--;
    }
    int from = nameAt[high];
    int end = from;
    while (end < text.length && text[end] != '\n' && text[end] != '\t') {
      end++;
    }
    return new String(text, from, end - from, StandardCharsets.UTF_8);
  }
}
