package dev.eyepiece.store.marks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a section says of texts. A no is sure; whatever is not known is a yes. For one question and
 * one thread.
 */
public final class MarksView {
  private final MarksSection section;

  /** Null once it cannot be read. */
  private @Nullable SectionHeader header;

  /** The pages with all trigrams, once they are asked for. */
  private byte[] tables = new byte[0];

  MarksView(MarksSection section, @Nullable SectionHeader header) {
    this.section = section;
    this.header = header;
  }

  /**
   * Whether a column may have a text that is equal to this one, case aside.
   *
   * @param text not empty
   */
  public boolean mayEqual(String column, String text) {
    SectionHeader known = header;
    if (known == null || text.isEmpty()) {
      return true;
    }
    SectionHeader.Column of = known.columns().get(column);
    if (of == null) {
      return false;
    }
    if ((of.flags() & TextMarks.FOLDING) != 0) {
      return true;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length != text.length()) {
      return (of.flags() & TextMarks.OTHER) != 0;
    }
    if (bytes.length > TextMarks.LONGEST_VALUE) {
      return (of.flags() & TextMarks.LONG) != 0 && mayContain(column, text);
    }
    long hash = TextHash.of(bytes, 0, bytes.length, known.seed());
    return mayHold(of, (int) (hash >>> Integer.SIZE));
  }

  private boolean mayHold(SectionHeader.Column of, int hash) {
    int block = of.values() + Blocks.block(hash, of.valueBlocks());
    try {
      byte[] page = section.pages(1 + block / Pages.BLOCKS, 1);
      return Blocks.mayHold(page, Integer.BYTES + block % Pages.BLOCKS * Pages.BLOCK, hash);
    } catch (IOException e) {
      lose(e);
      return true;
    }
  }

  /** Whether a column may have a text in which this one occurs, case aside. */
  public boolean mayContain(String column, String text) {
    SectionHeader known = header;
    if (known == null) {
      return true;
    }
    SectionHeader.Column of = known.columns().get(column);
    return of != null && (!tells(of) || hasAll(of.any(), of.anyBits(), text));
  }

  /**
   * Whether this text, which is in lower case, may occur in a column with any letter in upper case.
   */
  public boolean mayContainUpper(String column, String text) {
    SectionHeader known = header;
    if (known == null) {
      return true;
    }
    SectionHeader.Column of = known.columns().get(column);
    return of != null && (!tells(of) || !isPlain(text) || hasAny(of.upper(), of.upperBits(), text));
  }

  private static boolean tells(SectionHeader.Column column) {
    return (column.flags() & (TextMarks.FOLDING | TextMarks.SATURATED)) == 0;
  }

  /** Whether each of its characters is in a trigram that is known. */
  private static boolean isPlain(String text) {
    return text.length() >= 3 && text.chars().allMatch(c -> c < 0x80);
  }

  private boolean hasAll(int at, int bits, String text) {
    for (int i = 0; i + 3 <= text.length(); i++) {
      int three = three(text, i);
      if (three >= 0 && !has(at, bits, three)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasAny(int at, int bits, String text) {
    for (int i = 0; i + 3 <= text.length(); i++) {
      if (has(at, bits, three(text, i))) {
        return true;
      }
    }
    return false;
  }

  /** Three characters in lower case; below zero when one of them is none of ASCII. */
  private static int three(String text, int at) {
    int three = 0;
    for (int i = at; i < at + 3; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return -1;
      }
      three |= (c >= 'A' && c <= 'Z' ? c + 0x20 : c) << ((i - at) * Byte.SIZE);
    }
    return three;
  }

  private boolean has(int at, int bits, int three) {
    if (bits == 0) {
      return false;
    }
    if (tables.length == 0) {
      load();
    }
    if (header == null) {
      return true;
    }
    int bit = Trigrams.bit(three) & (bits - 1);
    int block = at + bit / 256;
    int from =
        block / Pages.BLOCKS * Pages.SIZE + Integer.BYTES + block % Pages.BLOCKS * Pages.BLOCK;
    return (tables[from + bit % 256 / Byte.SIZE] & (1 << (bit % Byte.SIZE))) != 0;
  }

  private void load() {
    SectionHeader known = header;
    if (known != null) {
      try {
        tables = section.pages(1, (known.tableBlocks() + Pages.BLOCKS - 1) / Pages.BLOCKS);
      } catch (IOException e) {
        lose(e);
      }
    }
  }

  private void lose(IOException why) {
    header = null;
    section.file().lose(why);
  }
}
