package dev.eyepiece.opamp.client;

import dev.eyepiece.opamp.server.Frames;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Messages over a WebSocket. */
final class SocketWire implements Wire {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_WAITING = 1_000;
  private static final long CONNECT_SECONDS = 20;
  private static final long SEND_SECONDS = 60;
  private static final int TOO_BIG = 1009;

  /** What came: a message, the end of the connection, or a wake-up. */
  private record Event(@Nullable ServerToAgent message, @Nullable IOException end) {}

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>(MOST_WAITING);
  private @Nullable WebSocket socket;

  private SocketWire() {}

  /** Connects. */
  static SocketWire open(
      HttpClient http, URI server, Map<String, String> headers, InstantSource clock)
      throws IOException, InterruptedException {
    SocketWire wire = new SocketWire();
    WebSocket.Builder builder =
        http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(CONNECT_SECONDS));
    headers.forEach(builder::header);
    try {
      wire.socket =
          builder.buildAsync(server, wire.new Listener()).get(CONNECT_SECONDS, TimeUnit.SECONDS);
      return wire;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        HttpResponse<?> answer = refused.getResponse();
        throw RetryLaterException.status(
            server, answer.statusCode(), answer.headers(), clock.instant());
      }
      throw new IOException("cannot connect to " + server + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(server + " does not answer", e);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      if (gathered.size() + data.remaining() > MOST_BYTES) {
        var _ = from.sendClose(TOO_BIG, "a message has at most " + MOST_BYTES + " bytes");
        end(new IOException("the server sent a message of more than " + MOST_BYTES + " bytes"));
        return null;
      }
      byte[] part = new byte[data.remaining()];
      data.get(part);
      gathered.writeBytes(part);
      if (last) {
        byte[] frame = gathered.toByteArray();
        gathered.reset();
        try {
          if (!events.offer(new Event(Frames.unframe(ServerToAgent.parser(), frame), null))) {
            end(new IOException("the server sends faster than its messages are taken"));
            return null;
          }
        } catch (IOException e) {
          end(new IOException("the server sent what is no message: " + e.getMessage(), e));
          return null;
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end(new IOException("the server closed the connection (" + code + " " + reason + ")"));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(new IOException("the connection broke: " + error.getMessage(), error));
    }
  }

  private void end(IOException why) {
    Event end = new Event(null, why);
    while (!events.offer(end)) {
      events.poll();
    }
  }

  private WebSocket open() throws IOException {
    WebSocket known = socket;
    if (known == null || known.isOutputClosed()) {
      throw new IOException("the connection is closed");
    }
    return known;
  }

  @Override
  public void send(AgentToServer message) throws IOException, InterruptedException {
    try {
      var _ =
          open()
              .sendBinary(ByteBuffer.wrap(Frames.frame(message)), true)
              .get(SEND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the connection broke: " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable ServerToAgent take(Duration patience) throws IOException, InterruptedException {
    Event event = events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (event == null) {
      return null;
    }
    if (event.end() != null) {
      throw event.end();
    }
    return event.message();
  }

  @Override
  public void wake() {
    // When the queue is full there is enough to wake for.
    var _ = events.offer(new Event(null, null));
  }

  @Override
  public void close() {
    WebSocket known = socket;
    if (known == null) {
      return;
    }
    try {
      if (!known.isOutputClosed()) {
        var _ = known.sendClose(WebSocket.NORMAL_CLOSURE, "").get(2, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException gone) {
      // A connection that does not take a goodbye is cut below.
    } finally {
      known.abort();
    }
  }
}
