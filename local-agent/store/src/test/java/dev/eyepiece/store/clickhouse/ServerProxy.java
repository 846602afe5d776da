package dev.eyepiece.store.clickhouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a {@link ChdbServer}: with TLS, or as for a user whose profile says {@code readonly
 * = 1}, to whom ClickHouse answers with code 164 when a setting comes along.
 */
final class ServerProxy implements AutoCloseable {
  /** Parameters of the HTTP interface that are no settings (HTTPHandler of ClickHouse). */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "query",
          "database",
          "default_format",
          "compress",
          "decompress",
          "user",
          "password",
          "quota_key",
          "query_id",
          "stacktrace",
          "role",
          "buffer_size",
          "wait_end_of_query",
          "session_id",
          "session_timeout",
          "session_check",
          "client_protocol_version",
          "close_session");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpClient client = HttpClient.newHttpClient();
  private final int target;
  private final boolean readOnly;
  private final List<String> refused = new CopyOnWriteArrayList<>();

  private ServerProxy(HttpServer server, int target, boolean readOnly) {
    this.server = server;
    this.target = target;
    this.readOnly = readOnly;
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private static InetSocketAddress anywhere() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static ServerProxy readOnly(int target) throws IOException {
    return new ServerProxy(HttpServer.create(anywhere(), 50), target, true);
  }

  static ServerProxy tls(int target, SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(anywhere(), 50);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new ServerProxy(server, target, false);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Statements and settings that were refused. */
  List<String> refused() {
    return refused;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String query = exchange.getRequestURI().getRawQuery();
      String setting = readOnly && query != null ? setting(query) : null;
      String sql = new String(body, StandardCharsets.UTF_8);
      if (setting != null || (readOnly && !sql.strip().matches("(?is)(SELECT|WITH|EXPLAIN).*"))) {
        refused.add(setting == null ? sql : setting);
        refuse(exchange, setting == null ? "query" : "setting " + setting);
        return;
      }
      UnaryOperator<String> asked =
          text -> readOnly ? text.replace("getSetting('readonly')", "1") : text;
      pass(
          exchange,
          asked.apply(sql).equals(sql) ? body : asked.apply(sql).getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable String setting(String query) {
    for (String part : query.split("&", -1)) {
      String name = part.replaceFirst("=.*", "");
      if (!NO_SETTINGS.contains(name) && !name.startsWith("param_")) {
        return name;
      }
    }
    return null;
  }

  private static void refuse(HttpExchange exchange, String what) throws IOException {
    byte[] said =
        ("Code: 164. DB::Exception: Cannot modify " + what + " in readonly mode. (READONLY)\n")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", "164");
    exchange.sendResponseHeaders(500, said.length);
    exchange.getResponseBody().write(said);
  }

  private void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + target + exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (name.regionMatches(true, 0, "X-Click", 0, 7)
              || name.equalsIgnoreCase("Authorization")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    HttpResponse<byte[]> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (name.regionMatches(true, 0, "X-Click", 0, 7)) {
            values.forEach(value -> exchange.getResponseHeaders().add(name, value));
          }
        });
    exchange.sendResponseHeaders(
        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
    if (answer.body().length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
