package dev.eyepiece.opamp.client;

import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.server.Frames;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Messages as requests of HTTP: each answer holds the one message that the server has. */
final class HttpWire implements Wire {
  private static final String TYPE = "application/x-protobuf";
  private static final int MOST_BYTES = 64 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http;
  private final URI server;
  private final Map<String, String> headers;
  private final InstantSource clock;
  private final ArrayBlockingQueue<ServerToAgent> answers = new ArrayBlockingQueue<>(1);
  private final Semaphore events = new Semaphore(0);

  HttpWire(HttpClient http, URI server, Map<String, String> headers, InstantSource clock) {
    this.http = http;
    this.server = server;
    this.headers = headers;
    this.clock = clock;
  }

  @Override
  public void send(AgentToServer message) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server)
            .timeout(PATIENCE)
            .header("Content-Type", TYPE)
            .header("Accept-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.toByteArray()));
    InstanceUid uid = InstanceUid.of(message.getInstanceUid().toByteArray());
    if (uid != null) {
      request.header("OpAMP-Instance-UID", uid.toString());
    }
    headers.forEach(request::header);
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    byte[] body;
    try (InputStream in = response.body()) {
      body = read(in);
    }
    int status = response.statusCode();
    if (status != 200 && status != 400) {
      throw RetryLaterException.status(server, status, response.headers(), clock.instant());
    }
    if (response.headers().firstValue("content-encoding").orElse("").equals("gzip")) {
      body = read(new GZIPInputStream(new ByteArrayInputStream(body)));
    }
    answers.clear();
    answers.add(Frames.parse(ServerToAgent.parser(), body, 0));
    events.release();
  }

  private static byte[] read(InputStream in) throws IOException {
    byte[] body = in.readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new IOException("the server sent a message of more than " + MOST_BYTES + " bytes");
    }
    return body;
  }

  @Override
  public @Nullable ServerToAgent take(Duration patience) throws InterruptedException {
    if (!events.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return null;
    }
    return answers.poll();
  }

  @Override
  public void wake() {
    events.release();
  }

  @Override
  public void close() {}
}
