package dev.eyepiece.ui.receiver;

import dev.eyepiece.agent.ReceiverPort;
import dev.eyepiece.agent.ReceiverRefusal;
import dev.eyepiece.agent.ReceiverReport;
import dev.eyepiece.otlp.Sender;
import dev.eyepiece.telemetry.Signal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A receiver that some programs send to. */
final class FakeReceiver {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static final List<ReceiverPort> PORTS =
      List.of(
          new ReceiverPort(
              "OTLP/gRPC",
              URI.create("http://localhost:4317"),
              ReceiverPort.Certificates.NONE,
              false),
          new ReceiverPort(
              "OTLP/HTTP",
              URI.create("https://0.0.0.0:4318"),
              ReceiverPort.Certificates.REQUIRED,
              true));

  private FakeReceiver() {}

  static ReceiverReport empty() {
    return new ReceiverReport(PORTS, List.of(), 0, List.of(), 0);
  }

  static ReceiverReport busy(long records) {
    List<Sender> senders = new ArrayList<>();
    senders.add(
        sender(
            "java",
            4711,
            "OTel-OTLP-Exporter-Java/1.55.0",
            "opentelemetry java 1.55.0",
            List.of("gRPC, protobuf"),
            List.of("gzip"),
            List.of("checkout"),
            records,
            0,
            ""));
    senders.add(
        sender(
            "otelcol",
            812,
            "OpenTelemetry Collector/0.159.0 (linux/amd64)",
            "",
            List.of("gRPC, protobuf"),
            List.of("zstd"),
            List.of("cart", "payment", "shipping"),
            1_204_511,
            12,
            "2 spans rejected: end_time_unix_nano is before start_time_unix_nano"));
    senders.add(
        sender(
            "node",
            9033,
            "OTel-OTLP-Exporter-JavaScript/0.210.0",
            "opentelemetry nodejs 2.2.0",
            List.of("HTTP/1.1, JSON"),
            List.of("none"),
            List.of("frontend"),
            5_120,
            0,
            ""));
    senders.add(
        sender(
            "",
            0,
            "Go-http-client/2.0",
            "",
            List.of("HTTP/2, protobuf"),
            List.of("none"),
            List.of(),
            0,
            3,
            "nothing is at /v1/trace of this port (POST is taken at /v1/traces)"));
    return new ReceiverReport(PORTS, senders, 2, refusals(), 140);
  }

  private static Sender sender(
      String command,
      long pid,
      String agent,
      String sdk,
      List<String> protocols,
      List<String> encodings,
      List<String> services,
      long records,
      long refused,
      String reason) {
    return new Sender(
        pid == 0 ? "192.168.1.17" : "127.0.0.1",
        pid,
        command,
        pid == 0 ? -1 : 1000,
        agent,
        sdk,
        pid == 812 ? "CN=collector" : "",
        pid == 812,
        protocols,
        encodings,
        pid == 0 ? 0 : 1,
        4,
        records / 100 + refused,
        Map.of(Signal.TRACES, records, Signal.LOGS, 0L),
        records * 90,
        records * 430,
        0,
        0,
        0,
        refused,
        reason,
        services,
        NOW.minusSeconds(3_600),
        NOW.minusSeconds(pid == 0 ? 240 : 0));
  }

  private static List<ReceiverRefusal> refusals() {
    Instant at = NOW;
    return List.of(
        new ReceiverRefusal(
            at.minusSeconds(1),
            "127.0.0.1:51234",
            4317,
            "malformed",
            "400",
            "the first bytes",
            "This port takes HTTP/1.1 and gRPC; these bytes are neither."),
        new ReceiverRefusal(
            at.minusSeconds(9),
            "192.168.1.17:40022",
            4318,
            "refused",
            "404",
            "POST /v1/trace",
            "nothing is at /v1/trace of this port (POST is taken at /v1/traces, /v1/metrics,"
                + " /v1/logs, /v1development/profiles)"),
        new ReceiverRefusal(
            at.minusSeconds(70),
            "192.168.1.17:40020",
            4318,
            "refused",
            "TLS",
            "the handshake",
            "the TLS handshake failed: Empty client certificate chain"));
  }
}
