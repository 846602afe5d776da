package dev.eyepiece.agent;

import dev.eyepiece.otlp.Sender;
import dev.eyepiece.telemetry.Signal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code /api/v1/receiver} says. */
public final class ReceiverJson {
  private ReceiverJson() {}

  /** The whole answer. */
  public static Map<String, @Nullable Object> of(ReceiverReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("ports", report.ports().stream().map(ReceiverJson::port).toList());
    json.put("senders", report.senders().stream().map(ReceiverJson::sender).toList());
    json.put("forgotten", report.forgotten());
    json.put("refusals", report.refusals().stream().map(ReceiverJson::refusal).toList());
    json.put("refused", report.refused());
    return json;
  }

  private static Map<String, @Nullable Object> port(ReceiverPort port) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", port.name());
    json.put("url", port.url().toString());
    json.put("tls", port.tls());
    json.put("certificates", port.certificates().name().toLowerCase(Locale.ROOT));
    json.put("token", port.token());
    return json;
  }

  private static Map<String, @Nullable Object> sender(Sender sender) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("address", sender.address());
    json.put("pid", sender.pid());
    json.put("command", sender.command());
    json.put("uid", (long) sender.uid());
    json.put("userAgent", sender.userAgent());
    json.put("sdk", sender.sdk());
    json.put("certificate", sender.certificate());
    json.put("tls", sender.tls());
    json.put("protocols", sender.protocols());
    json.put("encodings", sender.encodings());
    json.put("services", sender.services());
    json.put("connections", (long) sender.connections());
    json.put("allConnections", sender.allConnections());
    json.put("requests", sender.requests());
    Map<String, @Nullable Object> records = new LinkedHashMap<>();
    for (Signal signal : Signal.values()) {
      records.put(
          signal.name().toLowerCase(Locale.ROOT), sender.records().getOrDefault(signal, 0L));
    }
    json.put("records", records);
    json.put("wireBytes", sender.wireBytes());
    json.put("bodyBytes", sender.bodyBytes());
    json.put("rejected", sender.rejected());
    json.put("malformed", sender.malformed());
    json.put("busy", sender.busy());
    json.put("refused", sender.refused());
    json.put("lastReason", sender.lastReason());
    json.put("firstSeen", sender.firstSeen().toString());
    json.put("lastSeen", sender.lastSeen().toString());
    return json;
  }

  private static Map<String, @Nullable Object> refusal(ReceiverRefusal refusal) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("at", refusal.at().toString());
    json.put("from", refusal.from());
    json.put("port", (long) refusal.port());
    json.put("kind", refusal.kind());
    json.put("code", refusal.code());
    json.put("what", refusal.what());
    json.put("reason", refusal.reason());
    return json;
  }
}
