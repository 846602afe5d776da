package dev.eyepiece.agent.api;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.PromQlQuery;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RecordQuery;
import dev.eyepiece.agent.query.SnapshotAnswers;
import dev.eyepiece.net.HttpExchange;
import dev.eyepiece.net.Route;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TraceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions over HTTP. Queries are native calls that block, so they run on the executor's
 * threads and never on an event loop.
 */
public final class LocalApi {
  private static final String BASE = "/api/v1/";

  private final Telemetry telemetry;
  private final InstantSource clock;
  private final Executor executor;
  private final Supplier<Map<String, @Nullable Object>> status;

  /**
   * @param executor platform threads with a bounded queue
   * @param status what {@code status} answers
   */
  public LocalApi(
      Telemetry telemetry,
      InstantSource clock,
      Executor executor,
      Supplier<Map<String, @Nullable Object>> status) {
    this.telemetry = telemetry;
    this.clock = clock;
    this.executor = executor;
    this.status = status;
  }

  /** What to put on the API's port. */
  public List<Route> routes() {
    return List.of(
        route("GET", "status", exchange -> Replies.json(exchange, status.get())),
        route("GET", "query", this::query),
        route("GET", "traces", this::traces),
        route("GET", "traces/*", this::trace),
        route("POST", "sql", this::sql),
        route("GET", "promql", this::promQl),
        route("GET", "facets", this::facets));
  }

  private interface Work {
    void answer(HttpExchange exchange) throws QueryException, StoreException, IOException;
  }

  private Route route(String method, String path, Work work) {
    return new Route(
        method,
        BASE + path,
        false,
        exchange -> {
          try {
            executor.execute(() -> run(exchange, work));
          } catch (RejectedExecutionException full) {
            Replies.error(exchange, 503, "too many questions at once; ask again in a moment");
          }
        });
  }

  private static void run(HttpExchange exchange, Work work) {
    Replies.answering(
        exchange,
        () -> {
          try {
            work.answer(exchange);
          } catch (QueryException e) {
            int code = e.badInput() ? 400 : 500;
            Replies.error(exchange, code, String.valueOf(e.getMessage()), e.position());
          } catch (StoreException e) {
            Replies.error(exchange, 500, String.valueOf(e.getMessage()));
          } catch (IOException peerIsGone) {
            AnswerStream.notRead(peerIsGone);
          }
        });
  }

  private void query(HttpExchange exchange) throws QueryException, StoreException, IOException {
    RecordQuery query = Parameters.recordQuery(exchange);
    try (SnapshotAnswers answers = new SnapshotAnswers(telemetry.snapshot(), clock)) {
      if (Parameters.flag(exchange, "count")) {
        Replies.json(exchange, Map.of("count", answers.count(query)));
        return;
      }
      String form = Parameters.text(exchange, "form", "rows");
      if (!form.equals("rows") && !form.equals("otlp")) {
        throw Parameters.wrong("form", form, "rows or otlp");
      }
      try (AnswerStream lines = new AnswerStream(exchange)) {
        lines.answer(() ->
            form.equals("otlp")
                ? answers.requests(query, lines::line)
                : answers.records(query, lines::line));
      }
    }
  }

  private void traces(HttpExchange exchange) throws QueryException, StoreException {
    try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
      Replies.json(
          exchange, TraceJson.list(snapshot.traces(Parameters.traceQuery(exchange, clock))));
    }
  }

  private void trace(HttpExchange exchange) throws QueryException, StoreException, IOException {
    String text = exchange.path().substring((BASE + "traces/").length());
    TraceId id = TraceId.parse(text);
    if (id == null) {
      throw new QueryException(
          "'" + Parameters.bounded(text) + "' is no trace id; expected 32 hexadecimal digits",
          QueryException.NO_POSITION,
          true);
    }
    RecordQuery query = new RecordQuery(Signal.TRACES, "trace:" + id, null, 0);
    try (SnapshotAnswers answers = new SnapshotAnswers(telemetry.snapshot(), clock)) {
      if (answers.count(query) == 0) {
        Replies.error(exchange, 404, "no span of trace " + id + " is held");
        return;
      }
      try (AnswerStream lines = new AnswerStream(exchange)) {
        lines.answer(() -> answers.records(query, lines::line));
      }
    }
  }

  private void sql(HttpExchange exchange) throws QueryException, StoreException, IOException {
    long limit = Parameters.limit(exchange, RecordQuery.DEFAULT_LIMIT);
    String statement = new String(exchange.body(), StandardCharsets.UTF_8);
    try (SnapshotAnswers answers = new SnapshotAnswers(telemetry.snapshot(), clock);
        AnswerStream lines = new AnswerStream(exchange)) {
      lines.answer(() -> answers.sql(statement, limit, new Rows(lines)));
    }
  }

  private void promQl(HttpExchange exchange) throws QueryException, StoreException, IOException {
    PromQlQuery query =
        new PromQlQuery(
            Parameters.text(exchange, "query", ""),
            exchange.parameter("start"),
            exchange.parameter("end"),
            exchange.parameter("step"),
            Parameters.limit(exchange, RecordQuery.DEFAULT_LIMIT));
    try (SnapshotAnswers answers = new SnapshotAnswers(telemetry.snapshot(), clock);
        AnswerStream lines = new AnswerStream(exchange)) {
      lines.answer(() -> answers.promQl(query, new Rows(lines)));
    }
  }

  private record Rows(AnswerStream lines) implements SqlSink {
    @Override
    public void columns(List<String> names) {
      lines.line(JsonText.write(Map.of("columns", names)));
    }

    @Override
    public void row(List<@Nullable Object> values) {
      lines.line(JsonText.write(values));
    }

    @Override
    public void cut() {
      // The last line says so.
    }
  }

  private void facets(HttpExchange exchange) throws QueryException, StoreException {
    String field = Parameters.text(exchange, "field", "service");
    RecordQuery query = Parameters.recordQuery(exchange);
    int limit = Math.clamp(Parameters.limit(exchange, 50), 1, 10_000);
    try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
      Replies.json(
          exchange,
          TraceJson.facets(
              field,
              snapshot
                  .records(query.signal())
                  .facet(
                      field,
                      SnapshotAnswers.search(query.search(), clock),
                      query.range(clock.instant()),
                      limit)));
    }
  }
}
