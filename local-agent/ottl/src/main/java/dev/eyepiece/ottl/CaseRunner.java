package dev.eyepiece.ottl;

import dev.eyepiece.ottl.processor.ConfigException;
import dev.eyepiece.ottl.processor.JsonTree;
import dev.eyepiece.ottl.processor.Rules;
import dev.eyepiece.ottl.processor.RunException;
import dev.eyepiece.ottl.processor.Tally;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs cases: each a processor's configuration and OTLP JSON, as a line of JSON, answered by a line
 * of JSON with the output or the class of the error. Behaves as the collector 0.161 does.
 */
public final class CaseRunner {
  /** An id of the input with its digits; those within texts have their quotes escaped. */
  private static final Pattern ID =
      Pattern.compile("\"(traceId|spanId|parentSpanId)\"\\s*+:\\s*+\"([0-9a-fA-F]++)\"");

  private final Ottl ottl;

  public CaseRunner(Ottl ottl) {
    this.ottl = ottl;
  }

  private static final class CaseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String kind;

    CaseException(String kind, @Nullable String message) {
      super("" + message);
      this.kind = kind;
    }
  }

  /**
   * Runs one case.
   *
   * @param line {@code {"id", "signal", "processor", "gates", "config", "input"}}
   * @return {@code {"id", "output"}} or {@code {"id", "error", "message"}}
   */
  public String run(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    String id = "";
    try {
      JsonTree.Case read = JsonTree.readCase(bytes);
      id = String.valueOf(read.fields().get("id"));
      return "{\"id\":" + text(id) + ",\"output\":" + output(read, bytes) + "}";
    } catch (CaseException e) {
      return failed(id, e.kind, "" + e.getMessage());
    } catch (MalformedOtlpException e) {
      return failed(id, "input", "" + e.getMessage());
    } catch (ConfigException e) {
      return failed(id, "config", "" + e.getMessage());
    } catch (IOException e) {
      return failed(id, "input", "the case is not JSON: " + e.getMessage());
    }
  }

  private static String failed(String id, String kind, String message) {
    return "{\"id\":" + text(id) + ",\"error\":\"" + kind + "\",\"message\":" + text(message) + "}";
  }

  private static String text(String text) {
    return Json.write(Values.of(text));
  }

  private String output(JsonTree.Case read, byte[] bytes)
      throws CaseException, MalformedOtlpException, ConfigException, IOException {
    Map<String, @Nullable Object> fields = read.fields();
    Signal signal = signal(fields.get("signal"));
    List<String> gates = new ArrayList<>();
    if (fields.get("gates") instanceof List<?> list) {
      list.forEach(gate -> gates.add(String.valueOf(gate)));
    }
    Rules rules =
        Rules.compile(
            String.valueOf(fields.get("processor")),
            fields.get("config"),
            new Rules.Options(gates, false, OttlVersion.V0_161),
            ottl.functions());
    if (!rules.problems().isEmpty()) {
      var problem = rules.problems().getFirst();
      throw new CaseException("parse", problem.path() + ": " + problem.problem().message());
    }
    if (read.inputEnd() == 0) {
      throw new CaseException("input", "the case has no input");
    }
    byte[] json = request(bytes, read.inputStart(), read.inputEnd());
    byte[] proto = OtlpJson.read(signal, json);
    TelemetryTree tree = TelemetryTree.read(signal, proto, proto.length);
    try {
      if (!rules.process(tree, new Tally(rules.size()), null)) {
        return "{}";
      }
    } catch (RunException e) {
      throw new CaseException("run", e.getMessage());
    }
    byte[] encoded = tree.encode();
    ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length * 2);
    OtlpJson.write(signal, encoded, encoded.length, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The request of a case, read as strictly as the collector reads one. */
  private static byte[] request(byte[] line, int start, int end) throws CaseException {
    String json = new String(line, start, end - start, StandardCharsets.UTF_8);
    if (json.equals("null")) {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }
    Matcher ids = ID.matcher(json);
    while (ids.find()) {
      int digits = ids.group(1).equals("traceId") ? 32 : 16;
      if (ids.group(2).length() != digits) {
        throw new CaseException(
            "input", ids.group(1) + ": expected " + digits + " digits, found " + ids.group(2));
      }
    }
    return Arrays.copyOfRange(line, start, end);
  }

  private static Signal signal(@Nullable Object name) throws CaseException {
    try {
      return Signal.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new CaseException(
          "input", "signal: expected traces, metrics, logs or profiles, found " + name);
    }
  }
}
