package dev.eyepiece.ottl.engine;

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
