package dev.eyepiece.store;

import dev.eyepiece.store.marks.TextMarker;
import dev.eyepiece.store.marks.TextMarks;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * One column while a chunk is made: plain arrays, which are many times cheaper to write into than
 * Arrow's vectors cell by cell, and are copied into a vector whole. Rows are set in growing order,
 * each at most once; a row that is not set is null. To be used again; for one thread.
 */
abstract sealed class Cells {
  private long[] valid = new long[16];

  /** For columns of a type. */
  static Cells of(SignalTable.Type type) {
    return switch (type) {
      case LONG, REAL -> new Longs();
      case INT -> new Ints();
      case BOOL -> new Bits();
      case TEXT, BLOB -> new Texts();
    };
  }

  /** Forgets all rows. */
  void reset(int rows) {
    int words = (rows + 63) >>> 6;
    if (valid.length < words) {
      valid = new long[words];
    } else {
      Arrays.fill(valid, 0, words, 0);
    }
  }

  final void mark(int row) {
    valid[row >>> 6] |= 1L << row;
  }

  final boolean has(int row) {
    return (valid[row >>> 6] & (1L << row)) != 0;
  }

  /** Copies all rows into a vector of the column's type, which is empty. */
  abstract void copyTo(FieldVector vector, int rows);

  final void copyValidity(FieldVector vector, int rows) {
    // Arrow's bits lie in bytes, of which the lowest comes first, as in the words of this machine.
    copy(MemorySegment.ofArray(valid), vector.getValidityBuffer(), (rows + 7) >>> 3);
  }

  static void copy(MemorySegment source, ArrowBuf target, long bytes) {
    MemorySegment to = MemorySegment.ofAddress(target.memoryAddress()).reinterpret(bytes);
    MemorySegment.copy(source, 0, to, 0, bytes);
  }

  /** Integers of 64 bits, and doubles by their bits. */
  static final class Longs extends Cells {
    private long[] values = new long[0];

    @Override
    void reset(int rows) {
      super.reset(rows);
      if (values.length < rows) {
        values = new long[rows];
      }
    }

    void set(int row, long value) {
      values[row] = value;
      mark(row);
    }

    @Override
    void copyTo(FieldVector vector, int rows) {
      ((BaseFixedWidthVector) vector).allocateNew(rows);
      copyValidity(vector, rows);
      copy(MemorySegment.ofArray(values), vector.getDataBuffer(), 8L * rows);
      vector.setValueCount(rows);
    }
  }

  /** Integers of 32 bits. */
  static final class Ints extends Cells {
    private int[] values = new int[0];

    @Override
    void reset(int rows) {
      super.reset(rows);
      if (values.length < rows) {
        values = new int[rows];
      }
    }

    void set(int row, int value) {
      values[row] = value;
      mark(row);
    }

    @Override
    void copyTo(FieldVector vector, int rows) {
      ((BaseFixedWidthVector) vector).allocateNew(rows);
      copyValidity(vector, rows);
      copy(MemorySegment.ofArray(values), vector.getDataBuffer(), 4L * rows);
      vector.setValueCount(rows);
    }
  }

  /** True and false. */
  static final class Bits extends Cells {
    private long[] values = new long[0];

    @Override
    void reset(int rows) {
      super.reset(rows);
      int words = (rows + 63) >>> 6;
      if (values.length < words) {
        values = new long[words];
      } else {
        Arrays.fill(values, 0, words, 0);
      }
    }

    void set(int row, boolean value) {
      if (value) {
        values[row >>> 6] |= 1L << row;
      }
      mark(row);
    }

    @Override
    void copyTo(FieldVector vector, int rows) {
      ((BaseFixedWidthVector) vector).allocateNew(rows);
      copyValidity(vector, rows);
      copy(MemorySegment.ofArray(values), vector.getDataBuffer(), (rows + 7) >>> 3);
      vector.setValueCount(rows);
    }
  }

  /** Texts and opaque bytes. */
  static final class Texts extends Cells {
    private static final int MUCH = 4 << 20;

    private byte[] bytes = new byte[0];
    private int length;
    private int[] ends = new int[1];

    /** So many different texts there were the last time. */
    private int different;

    /** The row that comes next: all before it have their end. */
    private int next;

    @Override
    void reset(int rows) {
      super.reset(rows);
      length = 0;
      next = 0;
      if (ends.length <= rows) {
        ends = new int[rows + 1];
      }
      if (bytes.length > MUCH) {
        bytes = new byte[0];
      }
    }

    void set(int row, byte[] source, int offset, int count) {
      if (bytes.length - length < count) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, count)));
      }
      System.arraycopy(source, offset, bytes, length, count);
      fill(row);
      length += count;
      ends[row + 1] = length;
      next = row + 1;
      mark(row);
    }

    private void fill(int row) {
      while (next < row) {
        ends[++next] = length;
      }
    }

    /**
     * Marks of all rows; null when there is nothing to tell of.
     *
     * @param parts whether a text is made of other values
     */
    @Nullable TextMarks marks(TextMarker marker, int rows, boolean parts) {
      fill(rows);
      TextMarks marks =
          parts
              ? marker.mark(bytes, ends, rows, different, Shape.SEPARATOR, Shape.PAIR)
              : marker.mark(bytes, ends, rows, different);
      different = marks == null ? 0 : marks.different();
      return marks;
    }

    @Override
    void copyTo(FieldVector vector, int rows) {
      fill(rows);
      BaseVariableWidthVector texts = (BaseVariableWidthVector) vector;
      texts.allocateNew(length, rows);
      copyValidity(vector, rows);
      copy(MemorySegment.ofArray(ends), texts.getOffsetBuffer(), 4L * (rows + 1));
      copy(MemorySegment.ofArray(bytes), texts.getDataBuffer(), length);
      texts.setLastSet(rows - 1);
      texts.setValueCount(rows);
    }
  }
}
