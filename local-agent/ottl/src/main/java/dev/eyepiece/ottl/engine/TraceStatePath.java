package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.Utf8;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A span's trace state as text, or one member of it (W3C Trace Context, "tracestate"). */
final class TraceStatePath extends PathNode {
  private static final int MAX_MEMBERS = 32;
  private static final Pattern KEY =
      Pattern.compile(
          "[a-z][_0-9a-z*/-]{0,255}|[a-z0-9][_0-9a-z*/-]{0,240}@[a-z][_0-9a-z*/-]{0,13}");
  private static final Pattern VALUE =
      Pattern.compile(
          "[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]");

  private final @Nullable KeyNode key;

  private TraceStatePath(@Nullable KeyNode key) {
    this.key = key;
  }

  static PathNode of(List<KeyNode> keys) {
    if (keys.size() > 1) {
      throw new CheckException("trace_state takes one key");
    }
    return new TraceStatePath(keys.isEmpty() ? null : keys.getFirst());
  }

  private static String text(KeyNode key) {
    Utf8 text = key.literalText();
    if (text == null) {
      throw new OttlException("trace_state is indexed by text");
    }
    return text.toString();
  }

  @Override
  public @Nullable Object get(Frame frame) {
    Span span = frame.span();
    if (key == null) {
      return Values.of(span.traceState());
    }
    Map<String, String> members = parse(span.traceState().toString());
    return members == null ? null : Values.of(members.getOrDefault(text(key), ""));
  }

  @Override
  public void set(Frame frame, @Nullable Object value) {
    Utf8 text = Coerce.text(value);
    Span span = frame.span();
    if (key == null) {
      span.setTraceState(text);
      frame.markChanged();
      return;
    }
    Map<String, String> members = parse(span.traceState().toString());
    if (members == null) {
      return;
    }
    String name = text(key);
    if (!KEY.matcher(name).matches() || !VALUE.matcher(text.toString()).matches()) {
      return;
    }
    Map<String, String> updated = new LinkedHashMap<>();
    updated.put(name, text.toString());
    boolean known = members.remove(name) != null;
    for (var member : members.entrySet()) {
      if (updated.size() < (known ? members.size() + 1 : MAX_MEMBERS)) {
        updated.put(member.getKey(), member.getValue());
      }
    }
    span.setTraceState(
        Utf8.of(
            updated.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","))));
    frame.markChanged();
  }

  /** The members in their order; {@code null} when the text is no trace state. */
  private static @Nullable Map<String, String> parse(String text) {
    Map<String, String> members = new LinkedHashMap<>();
    for (String member : text.split(",", -1)) {
      if (member.isEmpty()) {
        continue;
      }
      int equal = member.indexOf('=');
      if (equal < 0) {
        return null;
      }
      String name = member.substring(0, equal).replaceFirst("^[ \t]+", "");
      String value = member.substring(equal + 1).replaceFirst("[ \t]+$", "");
      boolean valid = KEY.matcher(name).matches() && VALUE.matcher(value).matches();
      if (!valid || members.put(name, value) != null || members.size() > MAX_MEMBERS) {
        return null;
      }
    }
    return members;
  }
}
