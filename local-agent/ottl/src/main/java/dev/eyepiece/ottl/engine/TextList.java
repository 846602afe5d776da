package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list whose elements have a text form: written out in the rule, or what a value comes to. */
public final class TextList {
  private final @Nullable List<Arg<@Nullable Utf8>> written;
  private final @Nullable Node node;

  TextList(@Nullable List<Arg<@Nullable Utf8>> written, @Nullable Node node) {
    this.written = written;
    this.node = node;
  }

  /** The texts; {@code null} for nil. Of bytes, which are a list of numbers too, the numbers. */
  public List<@Nullable Utf8> get(Frame frame) {
    return written != null ? items(written, frame) : read(frame);
  }

  private static List<@Nullable Utf8> items(List<Arg<@Nullable Utf8>> written, Frame frame) {
    List<@Nullable Utf8> texts = new ArrayList<>(written.size());
    for (Arg<@Nullable Utf8> item : written) {
      texts.add(item.get(frame));
    }
    return texts;
  }

  private List<@Nullable Utf8> read(Frame frame) {
    List<@Nullable Utf8> texts = new ArrayList<>();
    Object value = node == null ? null : node.get(frame);
    switch (value) {
      case null -> {}
      case AnyValue.Array array -> {
        for (AnyValue item : array.values()) {
          texts.add(Utf8.of(Json.asText(item)));
        }
      }
      case ListValue list -> {
        for (Object item : list.items()) {
          texts.add(Coerce.textLike(item));
        }
      }
      case AnyValue.Bytes bytes -> {
        for (byte item : bytes.value()) {
          texts.add(Utf8.of(Integer.toString(item & 0xff)));
        }
      }
      default -> throw new OttlException("expected a list, found " + Values.type(value));
    }
    return texts;
  }
}
