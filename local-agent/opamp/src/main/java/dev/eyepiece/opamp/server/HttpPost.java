package dev.eyepiece.opamp.server;

import com.google.protobuf.ByteString;
import dev.eyepiece.net.HttpExchange;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** One request of an agent that polls; its answer is the one message that the agent gets. */
public final class HttpPost implements Link {
  private static final String TYPE = "application/x-protobuf";
  private static final String TEXT = "text/plain; charset=utf-8";

  /** A smaller answer is not made smaller by compression. */
  private static final int LEAST_ZIPPED = 200;

  private final HttpExchange exchange;
  private boolean answered;

  private HttpPost(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /** Takes a request and answers it. */
  public static void handle(HttpExchange exchange, MessageHandler handler) {
    String type = exchange.header("content-type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(TYPE)) {
      String sentence = "OpAMP over HTTP is a POST of " + TYPE + ", or a WebSocket\n";
      exchange.respond(415, TEXT, sentence.getBytes(StandardCharsets.UTF_8));
      return;
    }
    HttpPost post = new HttpPost(exchange);
    try {
      AgentToServer message = Frames.parse(AgentToServer.parser(), exchange.body(), 0);
      String trouble = headerTrouble(exchange.header("opamp-instance-uid"), message);
      if (trouble.isEmpty()) {
        handler.take(message, exchange.body().length, post);
      } else {
        post.send(Replies.badRequest(message.getInstanceUid(), trouble));
      }
    } catch (IOException e) {
      post.send(Replies.badRequest(ByteString.EMPTY, "not an AgentToServer: " + e.getMessage()));
    }
  }

  /** The header says for proxies what the message says, so the two must agree. */
  private static String headerTrouble(@Nullable String header, AgentToServer message) {
    InstanceUid said = InstanceUid.of(message.getInstanceUid().toByteArray());
    return header == null || said == null || said.equals(InstanceUid.parse(header))
        ? ""
        : "the header OpAMP-Instance-UID is not the instance_uid of the message";
  }

  @Override
  public void send(ServerToAgent message) {
    if (answered) {
      return;
    }
    answered = true;
    byte[] body = message.toByteArray();
    int status =
        switch (message.getErrorResponse().getType()) {
          case ServerErrorResponseType_BadRequest -> 400;
          case ServerErrorResponseType_Unavailable -> 503;
          case ServerErrorResponseType_Unknown, UNRECOGNIZED -> 200;
        };
    if (status == 503) {
      long nanos = message.getErrorResponse().getRetryInfo().getRetryAfterNanoseconds();
      Map<String, String> later = Map.of("Retry-After", Long.toString(nanos / 1_000_000_000));
      exchange.respond(status, TYPE, later, body, () -> {});
    } else if (body.length >= LEAST_ZIPPED && takesGzip(exchange.header("accept-encoding"))) {
      exchange.respond(status, TYPE, Map.of("Content-Encoding", "gzip"), gzip(body), () -> {});
    } else {
      exchange.respond(status, TYPE, body);
    }
  }

  /** Whether gzip is among the encodings that are taken, and not with a weight of 0. */
  static boolean takesGzip(@Nullable String accepted) {
    if (accepted == null) {
      return false;
    }
    for (String part : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] pieces = part.strip().split("\\s*;\\s*", -1);
      if (pieces[0].equals("gzip") || pieces[0].equals("*")) {
        return pieces.length == 1 || !pieces[1].matches("q\\s*=\\s*0(\\.0*)?");
      }
    }
    return false;
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public boolean isSocket() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return false;
  }

  @Override
  public int agents() {
    return 1;
  }

  @Override
  public String remote() {
    return exchange.remote();
  }
}
