package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.DurationValue;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a call by their place, each of the kind that the signature says. */
public final class Args {
  private final List<Param> params;
  private final Gates gates;
  private final @Nullable Object[] values;

  Args(List<Param> params, Gates gates) {
    this.params = params;
    this.gates = gates;
    this.values = new @Nullable Object[params.size()];
  }

  void set(int index, Object value) {
    values[index] = value;
  }

  public Gates gates() {
    return gates;
  }

  /** Whether an optional argument was given; one that this version does not have was not. */
  public boolean has(int index) {
    return index < values.length && values[index] != null;
  }

  /** The argument as its reader knows it; the binder fills each place by the signature's kind. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as said above
  private <T> T get(int index) {
    Object value = values[index];
    if (value == null) {
      throw new CheckException("the argument " + params.get(index).name() + " is missing");
    }
    return (T) value;
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // as above
  private <T> @Nullable T optional(int index) {
    return has(index) ? this.<T>get(index) : null;
  }

  public Node value(int index) {
    return get(index);
  }

  public PathNode target(int index) {
    return get(index);
  }

  public Arg<Utf8> text(int index) {
    return get(index);
  }

  public @Nullable Arg<Utf8> optionalText(int index) {
    return optional(index);
  }

  public Arg<@Nullable Utf8> textLike(int index) {
    return get(index);
  }

  public Arg<Long> integer(int index) {
    return get(index);
  }

  public @Nullable Arg<Long> optionalInteger(int index) {
    return optional(index);
  }

  public Arg<@Nullable Long> integerLike(int index) {
    return get(index);
  }

  public Arg<@Nullable Double> realLike(int index) {
    return get(index);
  }

  public Arg<@Nullable Boolean> boolLike(int index) {
    return get(index);
  }

  public Arg<byte @Nullable []> bytesLike(int index) {
    return get(index);
  }

  public Arg<Attributes> map(int index) {
    return get(index);
  }

  public Arg<List<AnyValue>> list(int index) {
    return get(index);
  }

  public Arg<ZonedDateTime> time(int index) {
    return get(index);
  }

  public Arg<DurationValue> duration(int index) {
    return get(index);
  }

  public String rawText(int index) {
    return get(index);
  }

  public String rawText(int index, String otherwise) {
    return has(index) ? rawText(index) : otherwise;
  }

  public long rawInt(int index) {
    return this.<Long>get(index);
  }

  public double rawReal(int index) {
    return this.<Double>get(index);
  }

  public boolean rawBool(int index) {
    return this.<Boolean>get(index);
  }

  public boolean rawBool(int index, boolean otherwise) {
    return has(index) ? rawBool(index) : otherwise;
  }

  public List<String> rawTexts(int index) {
    return get(index);
  }

  public List<Double> rawReals(int index) {
    return get(index);
  }

  public List<Node> values(int index) {
    return get(index);
  }

  public List<Arg<Utf8>> texts(int index) {
    return get(index);
  }

  public TextList textLikes(int index) {
    return get(index);
  }

  public @Nullable FunctionName optionalFunction(int index) {
    return optional(index);
  }

  public Lambda lambda(int index) {
    return get(index);
  }

  public @Nullable Lambda optionalLambda(int index) {
    return optional(index);
  }
}
