package dev.eyepiece.store.clickhouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ClickHouse's HTTP interface over {@link Chdb}, as far as a client needs it, in a process of its
 * own: {@code LIBRARY FOLDER [USER PASSWORD]}. Prints its port; ends when its input ends.
 */
final class ChdbServer {
  private static final int CONNECTIONS = 4;

  /** Settings that a client may send, put into the statement, since the library takes no others. */
  private static final List<String> SETTINGS =
      List.of(
          "max_execution_time",
          "max_result_rows",
          "result_overflow_mode",
          "readonly",
          "max_memory_usage",
          "max_query_size",
          "join_use_nulls");

  private static final Pattern CODE = Pattern.compile("Code: (\\d+)");
  private static final Pattern KILL = Pattern.compile("query_id = '([^']*)'");
  private static final Pattern FORMAT = Pattern.compile("(?is)\\bFORMAT\\s+(\\w+)\\s*$");

  private final BlockingQueue<Chdb.Connection> idle = new ArrayBlockingQueue<>(CONNECTIONS);
  private final String user;
  private final String password;

  private ChdbServer(String user, String password) {
    this.user = user;
    this.password = password;
  }

  public static void main(String[] arguments) throws Throwable {
    Chdb chdb = new Chdb(Path.of(arguments[0]));
    ChdbServer server =
        arguments.length > 3 ? new ChdbServer(arguments[2], arguments[3]) : new ChdbServer("", "");
    for (int i = 0; i < CONNECTIONS; i++) {
      server.idle.add(chdb.connect(Path.of(arguments[1])));
    }
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    http.createContext("/", server::answer);
    http.setExecutor(Executors.newFixedThreadPool(CONNECTIONS + 1));
    http.start();
    System.out.println(http.getAddress().getPort());
    System.out.flush();
    System.in.transferTo(java.io.OutputStream.nullOutputStream());
    http.stop(0);
    for (int i = 0; i < CONNECTIONS; i++) {
      server.idle.take().close();
    }
    chdb.shutDown();
    System.exit(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestURI().getPath().equals("/ping")) {
        send(exchange, 200, "Ok.\n".getBytes(StandardCharsets.UTF_8));
        return;
      }
      Map<String, String> parameters = parameters(exchange);
      if (!password.isEmpty() && !mayEnter(exchange)) {
        refuse(exchange, 403, "Code: 516. DB::Exception: " + user + ": Authentication failed");
        return;
      }
      try {
        run(exchange, parameters, body);
      } catch (Chdb.Refused e) {
        refuse(exchange, 500, String.valueOf(e.getMessage()));
      } catch (Throwable e) {
        refuse(exchange, 500, "Code: 1001. DB::Exception: " + e);
      }
    }
  }

  private boolean mayEnter(HttpExchange exchange) {
    String basic = "" + exchange.getRequestHeaders().getFirst("Authorization");
    String plain = user + ":" + password;
    String encoded =
        java.util.Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    return basic.equals("Basic " + encoded)
        || (user.equals(exchange.getRequestHeaders().getFirst("X-ClickHouse-User"))
            && password.equals(exchange.getRequestHeaders().getFirst("X-ClickHouse-Key")));
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> found = new HashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    for (String part : (query == null ? "" : query).split("&", -1)) {
      int at = part.indexOf('=');
      if (at > 0) {
        found.put(
            part.substring(0, at),
            URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  private void run(HttpExchange exchange, Map<String, String> parameters, byte[] body)
      throws Throwable {
    String asked = parameters.get("query");
    String sql = asked == null ? new String(body, StandardCharsets.UTF_8) : asked;
    String database = exchange.getRequestHeaders().getFirst("X-ClickHouse-Database");
    database = database == null ? parameters.getOrDefault("database", "default") : database;
    String format = exchange.getRequestHeaders().getFirst("X-ClickHouse-Format");
    format = format == null ? parameters.getOrDefault("default_format", "TabSeparated") : format;
    Chdb.Connection connection = idle.take();
    byte[] result = {};
    try {
      if (!database.isEmpty() && !sql.startsWith("CREATE DATABASE")) {
        connection.query("USE `" + database + "`", "TabSeparated");
      }
      Matcher own = FORMAT.matcher(sql);
      if (own.find()) {
        format = own.group(1);
        sql = sql.substring(0, own.start());
      }
      if (sql.strip().toUpperCase(Locale.ROOT).startsWith("INSERT") && asked != null) {
        String token = parameters.get("insert_deduplication_token");
        String with = token == null ? "" : " SETTINGS insert_deduplication_token = '" + token + "'";
        connection.insert(sql + with, format, body);
      } else {
        result = connection.query(statement(sql, parameters), format);
      }
    } finally {
      idle.add(connection);
    }
    exchange.getResponseHeaders().set("X-ClickHouse-Format", format);
    exchange
        .getResponseHeaders()
        .set("X-ClickHouse-Query-Id", parameters.getOrDefault("query_id", ""));
    exchange.getResponseHeaders().set("X-ClickHouse-Timezone", "UTC");
    exchange
        .getResponseHeaders()
        .set(
            "X-ClickHouse-Summary",
            "{\"read_rows\":\"0\",\"read_bytes\":\"0\",\"written_rows\":\"0\",\"written_bytes\":\"0\","
                + "\"total_rows_to_read\":\"0\",\"result_rows\":\"0\",\"result_bytes\":\"0\",\"elapsed_ns\":\"0\"}");
    send(exchange, 200, result);
  }

  /** The library gives statements ids of its own: a comment says the client's. */
  private static String statement(String sql, Map<String, String> parameters) {
    String text = sql.strip();
    Matcher kill = KILL.matcher(text);
    if (text.startsWith("KILL QUERY") && kill.find()) {
      return "KILL QUERY WHERE query LIKE '%asked as "
          + kill.group(1)
          + "%' AND query NOT LIKE 'KILL%'";
    }
    StringBuilder settings = new StringBuilder();
    String word = text.toUpperCase(Locale.ROOT);
    if (word.startsWith("SELECT") || word.startsWith("WITH") || word.startsWith("(")) {
      for (String name : SETTINGS) {
        String value = parameters.get(name);
        if (value != null) {
          settings
              .append(settings.isEmpty() ? " SETTINGS " : ", ")
              .append(name)
              .append(" = '")
              .append(value)
              .append('\'');
        }
      }
    }
    String id = parameters.get("query_id");
    return text + settings + (id == null ? "" : " /* asked as " + id + " */");
  }

  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    Matcher code = CODE.matcher(message);
    exchange
        .getResponseHeaders()
        .set("X-ClickHouse-Exception-Code", code.find() ? code.group(1) : "1001");
    send(exchange, status, (message + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
