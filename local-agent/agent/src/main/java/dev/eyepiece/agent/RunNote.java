package dev.eyepiece.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run beside its telemetry.
 *
 * @param label what people call it; empty until they do
 * @param command what was started; empty when nothing was, or nobody knows
 * @param fromUnixNano when it was started; 0 when nobody knows
 * @param toUnixNano when it ended; 0 when it was not seen to end
 * @param exit the command's exit code; null when it was not seen to end
 * @param marked whether it is a stretch of time that was marked, to which everything in it belongs
 */
public record RunNote(
    String label,
    String command,
    long fromUnixNano,
    long toUnixNano,
    @Nullable Integer exit,
    boolean marked) {

  /** Nothing is known. */
  public static final RunNote NONE = new RunNote("", "", 0, 0, null, false);

  RunNote called(String name) {
    return new RunNote(name, command, fromUnixNano, toUnixNano, exit, marked);
  }

  RunNote ended(long unixNano, @Nullable Integer code) {
    return new RunNote(label, command, fromUnixNano, unixNano, code, marked);
  }

  /** Whether it is marked, and goes on. */
  public boolean open() {
    return marked && toUnixNano == 0;
  }

  /** What a file says of it; a text alone is a label. */
  static RunNote read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> map)) {
      return NONE.called(String.valueOf(json));
    }
    return new RunNote(
        map.get("label") instanceof String label ? label : "",
        map.get("command") instanceof String command ? command : "",
        map.get("fromUnixNano") instanceof Long from ? from : 0,
        map.get("toUnixNano") instanceof Long to ? to : 0,
        map.get("exit") instanceof Long code ? code.intValue() : null,
        Boolean.TRUE.equals(map.get("marked")));
  }

  Object json() {
    if (equals(NONE.called(label))) {
      return label;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("label", label);
    json.put("command", command);
    json.put("fromUnixNano", fromUnixNano);
    json.put("toUnixNano", toUnixNano);
    json.put("exit", exit);
    json.put("marked", marked);
    return json;
  }
}
