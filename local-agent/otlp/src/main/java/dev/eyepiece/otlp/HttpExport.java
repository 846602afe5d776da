package dev.eyepiece.otlp;

import dev.eyepiece.net.HttpExchange;
import dev.eyepiece.net.RequestBytes;
import dev.eyepiece.net.RpcStatus;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The export paths over HTTP, in protobuf and JSON. */
final class HttpExport {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  /** RFC 5842, section 7.2. */
  static final int LOOP_DETECTED = 508;

  /** The bytes of an object without anything. */
  private static final int EMPTY_JSON = 2;

  private final OtlpReceiver receiver;
  private final ExportKind kind;

  HttpExport(OtlpReceiver receiver, ExportKind kind) {
    this.receiver = receiver;
    this.kind = kind;
  }

  void handle(HttpExchange exchange) {
    if (!receiver.takes(kind)) {
      error(exchange, 404, kind.notTaken(), Map.of());
      return;
    }
    String header = exchange.header("content-type");
    String type = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    switch (type) {
      case PROTOBUF ->
          receiver.take(
              kind,
              exchange.request(),
              exchange.header(Hops.HEADER),
              ReceiverCounts.Way.HTTP_PROTOBUF,
              exchange.peer(),
              new Answer(exchange, kind, PROTOBUF, receiver.answerBytes()));
      case JSON -> json(exchange);
      default ->
          error(
              exchange,
              415,
              "Content-Type '" + bounded(type) + "' (expected: " + PROTOBUF + " or " + JSON + ")",
              Map.of());
    }
  }

  private void json(HttpExchange exchange) {
    Answer answer = new Answer(exchange, kind, JSON, receiver.answerBytes());
    if (exchange.body().length > EMPTY_JSON && receiver.refuses(answer)) {
      receiver.unreadJson(kind, exchange.peer());
      return;
    }
    byte[] request;
    try {
      request = OtlpJson.read(kind.signal(), exchange.body());
    } catch (MalformedOtlpException e) {
      String reason = "not an " + kind.request() + " in JSON: " + e.getMessage();
      receiver.malformedJson(kind, exchange.peer(), reason);
      answer.malformed(reason);
      return;
    }
    receiver.take(
        kind,
        RequestBytes.of(request),
        exchange.header(Hops.HEADER),
        ReceiverCounts.Way.HTTP_JSON,
        exchange.peer(),
        answer);
  }

  private static String bounded(String text) {
    return text.length() > 80 ? text.substring(0, 80) : text;
  }

  private static void error(
      HttpExchange exchange, int status, String message, Map<String, String> headers) {
    exchange.refuse(status, RpcStatus.of(status, message), headers);
  }

  private record Answer(HttpExchange exchange, ExportKind kind, String type, int most)
      implements ExportAnswer {
    @Override
    public boolean isGone() {
      return exchange.isGone();
    }

    @Override
    public void taken(int rejected, String reason, Runnable answered) {
      byte[] body =
          type.equals(JSON)
              ? Responses.exportJson(kind.rejectedField(), rejected, reason, most)
              : Responses.export(rejected, reason, most);
      exchange.respond(200, type, Map.of(), body, answered);
    }

    @Override
    public void busy(Duration retryAfter, String reason) {
      long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
      error(exchange, 503, reason, Map.of("Retry-After", Long.toString(seconds)));
    }

    @Override
    public void malformed(String reason) {
      exchange.refuse(400, RpcStatus.badRequest(reason), Map.of());
    }

    @Override
    public void returned(String reason) {
      error(exchange, LOOP_DETECTED, reason, Map.of());
    }
  }
}
