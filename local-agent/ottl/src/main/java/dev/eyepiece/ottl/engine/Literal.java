package dev.eyepiece.ottl.engine;

import org.jspecify.annotations.Nullable;

/** A value that is written in the rule. */
public final class Literal implements Node {
  private final @Nullable Object value;

  public Literal(@Nullable Object value) {
    this.value = value;
  }

  @Override
  public @Nullable Object get(Frame frame) {
    return value;
  }

  public @Nullable Object value() {
    return value;
  }

  @Override
  public boolean isLiteral() {
    return true;
  }
}
