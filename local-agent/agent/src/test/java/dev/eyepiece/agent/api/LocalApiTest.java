package dev.eyepiece.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.net.HostPort;
import dev.eyepiece.net.NetLimits;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.Port;
import dev.eyepiece.net.Route;
import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.TelemetrySnapshot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that end in an error which nobody foresaw: who asked must not wait for ever. */
class LocalApiTest {

  /** Fails in whatever it is asked. */
  private static final class Broken implements Telemetry {
    @Override
    public TelemetrySnapshot snapshot() {
      throw new ArithmeticException("a figure\nthat cannot be");
    }

    @Override
    public RoadStats stats() {
      throw new AssertionError("no figures");
    }

    @Override
    public Subscription subscribe(Runnable listener) {
      throw new AssertionError("no news");
    }
  }

  private static HttpResponse<String> ask(List<Route> routes, String path) throws Exception {
    Port port = new Port(HostPort.parse("127.0.0.1:0"), "a test", List.of(), routes, null, null);
    try (NetServer server = NetServer.start(List.of(port), NetLimits.DEFAULT, 1);
        HttpClient http = HttpClient.newHttpClient()) {
      URI uri =
          URI.create(
              "http://127.0.0.1:" + server.addresses().getFirst().port() + "/api/v1/" + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "query",
        "query?count=true",
        "traces",
        "traces/0102030405060708090a0b0c0d0e0f10",
        "facets"
      })
  void aQuestionThatFailsUnforeseenIsAnsweredWithOneLine(String path) throws Exception {
    Telemetry broken = new Broken();
    LocalApi api =
        new LocalApi(
            broken,
            InstantSource.system(),
            work -> Thread.ofPlatform().start(work),
            () -> Map.of("spans", broken.stats().spans()));
    HttpResponse<String> answer = ask(api.routes(), path);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"this could not be answered, because of java.lang."
                + (path.equals("status")
                    ? "AssertionError: no figures"
                    : "ArithmeticException: a figure that cannot be")
                + "\"}\n");
  }

  @Test
  void linesThatEndInAnErrorSaySoInTheirLast() throws Exception {
    Route route =
        new Route(
            "GET",
            "/api/v1/lines",
            true,
            exchange ->
                Replies.answering(
                    exchange,
                    () -> {
                      try (AnswerStream lines = new AnswerStream(exchange)) {
                        lines.answer(() -> half(lines));
                      } catch (Exception e) {
                        throw new AssertionError(e);
                      }
                    }));
    HttpResponse<String> answer = ask(List.of(route), "lines");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines())
        .containsExactly(
            "{\"n\":1}",
            "{\"error\":\"this could not be answered, because of java.lang.IllegalStateException:"
                + " lost\"}");
  }

  private static Answer half(AnswerStream lines) {
    lines.line("{\"n\":1}");
    throw new IllegalStateException("lost");
  }
}
