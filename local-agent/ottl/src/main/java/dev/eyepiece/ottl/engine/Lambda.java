package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import org.jspecify.annotations.Nullable;

/** A lambda as an argument. */
public final class Lambda {
  private final int parameters;
  private final @Nullable Node value;
  private final @Nullable Condition condition;

  Lambda(int parameters, @Nullable Node value, @Nullable Condition condition) {
    this.parameters = parameters;
    this.value = value;
    this.condition = condition;
  }

  /** Refuses a lambda of another number of parameters when the rule is compiled. */
  public Lambda ofParameters(int expected) {
    if (parameters != expected) {
      throw new CheckException(
          "expected a lambda of " + expected + " parameters, found one of " + parameters);
    }
    return this;
  }

  /** What it yields, which may not be nil. */
  public Object call(Frame frame, @Nullable Object... arguments) {
    @Nullable Object[] bound = new @Nullable Object[arguments.length];
    for (int i = 0; i < bound.length; i++) {
      bound[i] = normal(arguments[i]);
    }
    Locals outer = frame.locals();
    frame.setLocals(new Locals(bound, outer));
    try {
      Object result = null;
      if (condition != null) {
        result = Values.of(condition.test(frame));
      } else if (value != null) {
        result = value.get(frame);
      }
      if (result == null) {
        throw new OttlException("a lambda must yield a value, found nil");
      }
      return result;
    } finally {
      frame.setLocals(outer);
    }
  }

  /** What it yields as a decision. */
  public boolean test(Frame frame, @Nullable Object... arguments) {
    if (call(frame, arguments) instanceof AnyValue.Bool bool) {
      return bool.value();
    }
    throw new OttlException("this lambda must yield a bool");
  }

  private static @Nullable Object normal(@Nullable Object value) {
    if (value instanceof ListValue(ListValue.Kind kind, var items)
        && kind != ListValue.Kind.UNSIGNED
        && kind != ListValue.Kind.TIME) {
      return ListValue.of(items);
    }
    return value instanceof AnyValue any ? Values.load(any) : value;
  }
}
