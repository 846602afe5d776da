package dev.eyepiece.ottl.engine;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An argument of the type that a function expects. One that is written in the rule is converted
 * once, when the rule is compiled, and refused there when it does not fit.
 */
public final class Arg<T extends @Nullable Object> {
  private final Node node;
  private final Function<@Nullable Object, T> convert;
  private final @Nullable Known<T> known;

  private record Known<T extends @Nullable Object>(T value) {}

  Arg(Node node, Function<@Nullable Object, T> convert) {
    this.node = node;
    this.convert = convert;
    this.known =
        node instanceof Literal literal ? new Known<>(convert.apply(literal.value())) : null;
  }

  public T get(Frame frame) {
    return known != null ? known.value : convert.apply(node.get(frame));
  }

  public boolean isLiteral() {
    return known != null;
  }

  /** The value of a literal argument. */
  public T literal() {
    if (known == null) {
      throw new IllegalStateException("not a literal");
    }
    return known.value;
  }
}
