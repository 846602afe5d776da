package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.OttlException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A converter that is given to another function by name. */
public final class FunctionName {
  private final Function function;
  private final Gates gates;

  FunctionName(Function function, Gates gates) {
    this.function = function;
    this.gates = gates;
  }

  /** Calls it with one text. */
  public @Nullable Object call(Frame frame, Node input) {
    List<Param> params = function.params();
    if (params.size() != 1 || params.getFirst().kind() != ParamKind.TEXT) {
      throw new OttlException(function.name() + " does not take one text");
    }
    try {
      Args args = new Args(params, gates);
      args.set(0, new Arg<>(input, dev.eyepiece.ottl.value.Coerce::text));
      return function.builder().build(args).get(frame);
    } catch (CheckException e) {
      throw new OttlException(function.name() + ": " + e.getMessage());
    }
  }
}
