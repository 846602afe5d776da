package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.syntax.Ast.Operator;
import dev.eyepiece.ottl.value.Comparator;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of a path with a literal that make no objects and ask for no kinds but those that can
 * be there. They come to what {@link Comparator} does.
 */
final class PlainConditions {
  private PlainConditions() {}

  /** The comparison; {@code null} when there is none for this kind of path and value. */
  static @Nullable Condition of(Node left, Operator operator, @Nullable Object value) {
    return switch (left) {
      case IntPath path when value instanceof AnyValue.Int number ->
          integer(path, operator, number.value());
      case RealPath path when value instanceof AnyValue.Real number ->
          real(path, operator, number.value());
      case TextPath path when isEquality(operator) && value instanceof AnyValue.Text text ->
          new SameText(path, text.value(), operator == Operator.EQ);
      case MapPath.Entry entry -> entry(entry, operator, value);
      default -> null;
    };
  }

  private static boolean isEquality(Operator operator) {
    return operator == Operator.EQ || operator == Operator.NE;
  }

  private static Condition integer(IntPath path, Operator operator, long wanted) {
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        return Comparator.ordered(Long.compare(path.integer(frame), wanted), operator);
      }
    };
  }

  private static Condition real(RealPath path, Operator operator, double wanted) {
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        return path.isThere(frame)
            ? Comparator.doubles(path.real(frame), wanted, operator)
            : operator == Operator.NE;
      }
    };
  }

  private static @Nullable Condition entry(
      MapPath.Entry entry, Operator operator, @Nullable Object value) {
    return switch (value) {
      case AnyValue.Text text when isEquality(operator) ->
          new SameEntryText(entry, text.value(), operator == Operator.EQ);
      case AnyValue.Int number -> number(entry, operator, number.value());
      case AnyValue.Bool bool when isEquality(operator) ->
          bool(entry, bool.value(), operator == Operator.EQ);
      case null -> isEquality(operator) ? nil(entry, operator == Operator.EQ) : null;
      default -> null;
    };
  }

  private static Condition number(MapPath.Entry entry, Operator operator, long wanted) {
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        AnyValue there = entry.raw(frame);
        if (there instanceof AnyValue.Int found) {
          return Comparator.ordered(Long.compare(found.value(), wanted), operator);
        }
        return there instanceof AnyValue.Real found
            ? Comparator.doubles(found.value(), (double) wanted, operator)
            : operator == Operator.NE;
      }
    };
  }

  private static Condition bool(MapPath.Entry entry, boolean wanted, boolean equal) {
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        boolean same = entry.raw(frame) instanceof AnyValue.Bool found && found.value() == wanted;
        return same == equal;
      }
    };
  }

  private static Condition nil(MapPath.Entry entry, boolean equal) {
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        AnyValue there = entry.raw(frame);
        return (there == AnyValue.Empty.INSTANCE || Comparator.isNil(there)) == equal;
      }
    };
  }

  /** A text of a record is a text, or is not. */
  private static final class SameText extends Condition {
    private final TextPath path;
    private final Utf8 wanted;
    private final boolean equal;

    SameText(TextPath path, Utf8 wanted, boolean equal) {
      this.path = path;
      this.wanted = wanted;
      this.equal = equal;
    }

    @Override
    public boolean test(Frame frame) {
      return path.text(frame).equals(wanted) == equal;
    }

    @Override
    @Nullable TextEquals textEquals() {
      return equal ? new TextEquals(path, wanted) : null;
    }
  }

  /** An entry of a map is a text, or is not. */
  private static final class SameEntryText extends Condition {
    private final MapPath.Entry entry;
    private final Utf8 wanted;
    private final boolean equal;

    SameEntryText(MapPath.Entry entry, Utf8 wanted, boolean equal) {
      this.entry = entry;
      this.wanted = wanted;
      this.equal = equal;
    }

    @Override
    public boolean test(Frame frame) {
      boolean same =
          entry.raw(frame) instanceof AnyValue.Text found && found.value().equals(wanted);
      return same == equal;
    }

    @Override
    @Nullable TextEquals textEquals() {
      return equal ? new TextEquals(entry, wanted) : null;
    }
  }
}
