package dev.eyepiece.ottl.engine;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Utf8;
import org.jspecify.annotations.Nullable;

/** A compiled condition. */
public abstract class Condition {
  public static final Condition TRUE = new Constant(true);
  public static final Condition FALSE = new Constant(false);

  /** Throws {@link dev.eyepiece.ottl.value.OttlException} when it comes to nothing. */
  public abstract boolean test(Frame frame);

  static Condition constant(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Whether this is the constant of that value, known before any record is seen. */
  boolean is(boolean value) {
    return false;
  }

  /** What this asks of a text, when that is all that it does; {@code null} when it is more. */
  @Nullable TextEquals textEquals() {
    return null;
  }

  /**
   * Whether a place holds a text.
   *
   * @param place a {@link TextPath} or the entry of a map
   */
  record TextEquals(Node place, Utf8 text) {
    boolean samePlace(TextEquals other) {
      return switch (place) {
        case TextPath path when other.place instanceof TextPath that -> path.samePlace(that);
        case MapPath.Entry entry when other.place instanceof MapPath.Entry that ->
            entry.samePlace(that);
        default -> false;
      };
    }

    /** The text at the place; {@code null} when it holds none. */
    @Nullable Utf8 there(Frame frame) {
      return switch (place) {
        case TextPath path -> path.text(frame);
        case MapPath.Entry entry when entry.raw(frame) instanceof AnyValue.Text found ->
            found.value();
        default -> null;
      };
    }
  }

  private static final class Constant extends Condition {
    private final boolean value;

    Constant(boolean value) {
      this.value = value;
    }

    @Override
    public boolean test(Frame frame) {
      return value;
    }

    @Override
    boolean is(boolean expected) {
      return value == expected;
    }
  }
}
