package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.syntax.Ast.Operator;
import dev.eyepiece.ottl.value.Comparator;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions put together. What is known without a record is folded, which is part of the language:
 * {@code f() == 1 and false} never calls f.
 */
final class Conditions {
  private Conditions() {}

  static Condition not(Condition inner) {
    if (inner.is(true) || inner.is(false)) {
      return Condition.constant(inner.is(false));
    }
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        return !inner.test(frame);
      }
    };
  }

  /** All must hold, or one of them must. */
  static Condition join(List<Condition> parts, boolean all) {
    List<Condition> open = new ArrayList<>();
    for (Condition part : parts) {
      if (part.is(!all)) {
        return part;
      }
      if (!part.is(all)) {
        open.add(part);
      }
    }
    if (open.size() <= 1) {
      return open.isEmpty() ? Condition.constant(all) : open.getFirst();
    }
    Condition[] each = open.toArray(Condition[]::new);
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        for (Condition part : each) {
          if (part.test(frame) != all) {
            return !all;
          }
        }
        return all;
      }
    };
  }

  static Condition compare(Node left, Operator operator, Node right) {
    if (left instanceof Literal a && right instanceof Literal b) {
      return Condition.constant(Comparator.compare(a.value(), b.value(), operator));
    }
    if (right instanceof Literal literal) {
      Condition plain = PlainConditions.of(left, operator, literal.value());
      if (plain != null) {
        return plain;
      }
    }
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        Object a = left.get(frame);
        return Comparator.compare(a, right.get(frame), operator);
      }
    };
  }

  /** A converter that must come to true or false. */
  static Condition of(Node node) {
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        Object value = node.get(frame);
        if (value instanceof AnyValue.Bool bool) {
          return bool.value();
        }
        throw new OttlException(
            "a converter that stands alone must yield a bool, found " + Values.type(value));
      }
    };
  }

  /** Tells what a condition came to. */
  static Condition traced(Condition inner, int start, int end) {
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        boolean result = inner.test(frame);
        Trace trace = frame.trace();
        if (trace != null) {
          trace.evaluated(start, end, Values.of(result));
        }
        return result;
      }
    };
  }

  /** Tells what a value came to. */
  static Node traced(Node inner, int start, int end) {
    return new Node() {
      @Override
      public @Nullable Object get(Frame frame) {
        Object value = inner.get(frame);
        Trace trace = frame.trace();
        if (trace != null) {
          trace.evaluated(start, end, value);
        }
        return value;
      }
    };
  }
}
