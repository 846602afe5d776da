package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions about a metric's points that conditions of metrics can ask. */
final class MetricConditions {
  static final List<Function> ALL =
      List.of(
          Function.of(
              "HasAttrKeyOnDatapoint",
              "Key:raw_text",
              a -> {
                Utf8 key = Utf8.of(a.rawText(0));
                return Node.of(f -> Values.of(has(f, key, null)));
              }),
          Function.of(
              "HasAttrOnDatapoint",
              "Key:raw_text ExpectedVal:raw_text",
              a -> {
                Utf8 key = Utf8.of(a.rawText(0));
                Utf8 value = Utf8.of(a.rawText(1));
                return Node.of(f -> Values.of(has(f, key, value)));
              }));

  private MetricConditions() {}

  /** Whether a point has the key; with a value the first point that has it decides. */
  private static boolean has(Frame frame, Utf8 key, @Nullable Utf8 value) {
    MetricData data = frame.metric().data();
    if (data == MetricData.None.INSTANCE) {
      throw new OttlException("the metric has no type");
    }
    for (DataPoint point : data.points()) {
      AnyValue found = point.attributes().get(key);
      if (found != null) {
        Utf8 text = found instanceof AnyValue.Text t ? t.value() : Utf8.EMPTY;
        return value == null || text.equals(value);
      }
    }
    return false;
  }
}
