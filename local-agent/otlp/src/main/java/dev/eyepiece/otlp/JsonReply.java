package dev.eyepiece.otlp;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few fields of a receiver's small answers in JSON. They are sought rather than parsed: an
 * answer is for a person to read, and one in another form is shown as it is.
 */
final class JsonReply {
  private static final Pattern REJECTED =
      Pattern.compile("\"rejected[A-Za-z]{1,40}\"\\s{0,20}:\\s{0,20}\"?([0-9]{1,18})");
  private static final Pattern ERROR = text("errorMessage");
  private static final Pattern MESSAGE = text("message");

  private JsonReply() {}

  private static Pattern text(String key) {
    return Pattern.compile("\"" + key + "\"\\s{0,20}:\\s{0,20}\"((?:[^\"\\\\]|\\\\.){0,4000}+)\"");
  }

  /** {@code Export...ServiceResponse}. */
  static ExportResult.Taken read(byte[] body) {
    String json = new String(body, StandardCharsets.UTF_8);
    Matcher rejected = REJECTED.matcher(json);
    String message = find(ERROR, json);
    return new ExportResult.Taken(rejected.find() ? Long.parseLong(rejected.group(1)) : 0, message);
  }

  /** The message of a {@code google.rpc.Status}, or what else a receiver writes. */
  static String errorText(byte[] body) {
    String json = new String(body, StandardCharsets.UTF_8);
    String message = find(MESSAGE, json);
    String shown = message.isEmpty() ? ExportReply.shown(json) : message;
    return shown.isEmpty() ? "" : ": " + shown;
  }

  private static String find(Pattern pattern, String json) {
    Matcher found = pattern.matcher(json);
    return found.find()
        ? ExportReply.shown(found.group(1).replace("\\\"", "\"").replace("\\\\", "\\"))
        : "";
  }
}
