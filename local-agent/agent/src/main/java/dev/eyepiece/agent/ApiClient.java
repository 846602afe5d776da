package dev.eyepiece.agent;

import dev.eyepiece.agent.api.AnswerLines;
import dev.eyepiece.store.SqlDialect;
import dev.eyepiece.store.SqlSink;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the local API of a running agent. For one thread. */
public final class ApiClient implements Answers {
  private static final int MAX_ERROR_BYTES = 64 << 10;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final URI api;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /**
   * @param api scheme, host and port
   */
  public ApiClient(URI api, String token) {
    this.api = api;
    this.token = token;
  }

  /** What the agent says of itself; the keys are those of {@code /api/v1/status}. */
  public Map<String, @Nullable Object> status() throws QueryException {
    return object("status", Map.of());
  }

  /** How it stands with its receiver; the keys are those of {@link ReceiverJson#of}. */
  public Map<String, @Nullable Object> receiver() throws QueryException {
    return object("receiver", Map.of());
  }

  /** Whom it forwards to; the keys are those of {@code /api/v1/forward}. */
  public Map<String, @Nullable Object> forwarding() throws QueryException {
    return object("forward", Map.of());
  }

  @Override
  public long count(RecordQuery query) throws QueryException {
    Map<String, String> parameters = parameters(query);
    parameters.put("count", "true");
    if (object("query", parameters).get("count") instanceof Long count) {
      return count;
    }
    throw new QueryException("the agent at " + api + " did not say a count", NOWHERE, false);
  }

  private static final int NOWHERE = QueryException.NO_POSITION;

  @Override
  public Answer records(RecordQuery query, Consumer<String> lines) throws QueryException {
    try (InputStream in = get("query", parameters(query))) {
      return AnswerLines.readRecords(in, lines);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public Answer requests(RecordQuery query, Consumer<String> lines) throws QueryException {
    Map<String, String> parameters = parameters(query);
    parameters.put("form", "otlp");
    try (InputStream in = get("query", parameters)) {
      return AnswerLines.readRecords(in, lines);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public Answer sql(String statement, long limit, SqlSink sink) throws QueryException {
    Map<String, String> parameters = Map.of("limit", Long.toString(limit));
    try (InputStream in =
        send("POST", "sql", parameters, BodyPublishers.ofString(statement), TEXT)) {
      return AnswerLines.readRows(in, sink);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public SqlDialect dialect() throws QueryException {
    return status().get("store") == null ? SqlDialect.DUCKDB : SqlDialect.CLICKHOUSE;
  }

  @Override
  public Answer promQl(PromQlQuery query, SqlSink sink) throws QueryException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", query.expression());
    put("start", query.start(), parameters);
    put("end", query.end(), parameters);
    put("step", query.step(), parameters);
    parameters.put("limit", Long.toString(query.limit()));
    try (InputStream in = get("promql", parameters)) {
      return AnswerLines.readRows(in, sink);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static void put(String name, @Nullable String value, Map<String, String> into) {
    if (value != null) {
      into.put(name, value);
    }
  }

  /** Lists the agents of the fleet, a JSON object a line. */
  public void fleet(Consumer<String> lines) throws QueryException {
    try (InputStream in = get("fleet/agents", Map.of())) {
      AnswerLines.readRecords(in, lines);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** All about an agent of the fleet; the keys are those of {@link FleetJson#whole}. */
  public Map<String, @Nullable Object> fleetAgent(String uid) throws QueryException {
    return object("fleet/agents/" + uid, Map.of());
  }

  /**
   * Does something to an agent of the fleet.
   *
   * @param action {@code config}, {@code rollback}, {@code restart} or {@code forget}
   * @param body the config, empty for the others
   */
  public Map<String, @Nullable Object> fleetAction(
      String uid, String action, Map<String, String> parameters, String body)
      throws QueryException {
    BodyPublisher text = BodyPublishers.ofString(body);
    try (InputStream in =
        send("POST", "fleet/agents/" + uid + "/" + action, parameters, text, TEXT)) {
      return JsonText.readObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw broken(e);
    } catch (IllegalArgumentException e) {
      throw new QueryException("the agent at " + api + " answered with no JSON", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static Map<String, String> parameters(RecordQuery query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("signal", query.signal().name().toLowerCase(Locale.ROOT));
    parameters.put("search", query.search());
    if (query.since() != null) {
      parameters.put("since", query.since());
    }
    parameters.put("limit", Long.toString(query.limit()));
    return parameters;
  }

  /**
   * Asks for one object.
   *
   * @param body null for none
   */
  Map<String, @Nullable Object> call(String method, String path, @Nullable String body)
      throws QueryException {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return object(() -> send(method, path, Map.of(), publisher, "application/json"));
  }

  private interface Source {
    InputStream open() throws IOException, QueryException;
  }

  private Map<String, @Nullable Object> object(String path, Map<String, String> parameters)
      throws QueryException {
    return object(() -> get(path, parameters));
  }

  private Map<String, @Nullable Object> object(Source source) throws QueryException {
    try (InputStream in = source.open()) {
      return JsonText.readObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw broken(e);
    } catch (IllegalArgumentException e) {
      throw new QueryException("the agent at " + api + " answered with no JSON", e);
    }
  }

  private InputStream get(String path, Map<String, String> parameters)
      throws IOException, QueryException {
    return send("GET", path, parameters, BodyPublishers.noBody(), "");
  }

  private InputStream send(
      String method, String path, Map<String, String> parameters, BodyPublisher body, String type)
      throws IOException, QueryException {
    String query =
        parameters.entrySet().stream()
            .map(entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                api.resolve("/api/v1/" + path + (query.isEmpty() ? "" : "?" + query)))
            .header("Authorization", "Bearer " + token)
            .method(method, body);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() == 200) {
        return response.body();
      }
      try (InputStream in = response.body()) {
        throw refused(
            response.statusCode(),
            new String(in.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private QueryException refused(int status, String body) {
    if (status == 401) {
      return new QueryException(
          "the agent at "
              + api
              + " does not take this token; expected the one in the file 'token' of its data"
              + " folder",
          NOWHERE,
          true);
    }
    try {
      Map<String, @Nullable Object> json = JsonText.readObject(body);
      if (json.get("error") instanceof String error) {
        int position = json.get("position") instanceof Long at ? at.intValue() : NOWHERE;
        List<String> problems =
            json.get("problems") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        return new QueryException(error, position, status >= 400 && status < 500, problems);
      }
    } catch (IllegalArgumentException noJson) {
      return new QueryException(
          api + " answered with status " + status + ": is it an Eyepiece agent?", noJson);
    }
    return new QueryException(api + " answered with status " + status, NOWHERE, false);
  }

  private QueryException broken(IOException e) {
    return new QueryException(
        e instanceof ConnectException
            ? "no agent answers at " + api
            : "the answer of the agent at " + api + " broke off: " + e.getMessage(),
        e);
  }
}
