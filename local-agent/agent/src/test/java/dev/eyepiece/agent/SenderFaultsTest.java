package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clocks that jump and connections that drop: each record that was acknowledged is found exactly
 * once, also after a restart. Spans, log records and data points carry numbers.
 */
class SenderFaultsTest {
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);
  private static final Pattern NUMBER = Pattern.compile("number-(\\d+)");
  private static final List<String> SIGNALS = List.of("traces", "logs", "metrics");

  @TempDir Path home;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);
  private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
  private final Set<Integer> unanswered = new ConcurrentSkipListSet<>();
  private AgentConfig config;
  private LocalAgent agent;

  /** The system's clock, set to another hour. */
  private final class JumpingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(jump.get());
    }
  }

  @BeforeEach
  void start() throws Exception {
    config = AgentConfig.of(home.resolve("data"), home.resolve("state")).withPorts(ANY, ANY, ANY);
    agent = LocalAgent.start(config, new JumpingClock());
  }

  @AfterEach
  void stop() {
    agent.close();
    http.close();
  }

  private void restart() throws Exception {
    agent.close();
    agent = LocalAgent.start(config, new JumpingClock());
  }

  private static String body(String signal, int number) {
    return switch (signal) {
      case "traces" ->
          """
          {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%032x","spanId":"%016x",\
          "name":"number-%d","startTimeUnixNano":"1790000000000000000",\
          "endTimeUnixNano":"1790000000000000001"}]}]}]}\
          """
              .formatted(number + 1, number + 1, number);
      case "logs" ->
          """
          {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1790000000000000000",\
          "body":{"stringValue":"number-%d"}}]}]}]}\
          """
              .formatted(number);
      default ->
          """
          {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"number-%d","gauge":\
          {"dataPoints":[{"timeUnixNano":"1790000000000000000","asInt":"1"}]}}]}]}]}\
          """
              .formatted(number);
    };
  }

  private boolean send(int number) throws Exception {
    boolean all = true;
    for (String signal : SIGNALS) {
      all &=
          http.send(
                      HttpRequest.newBuilder(agent.endpoints().otlpHttp().resolve("/v1/" + signal))
                          .header("Content-Type", "application/json")
                          .POST(HttpRequest.BodyPublishers.ofString(body(signal, number)))
                          .build(),
                      BodyHandlers.discarding())
                  .statusCode()
              == 200;
    }
    return all;
  }

  /** How often each number is held. */
  private Map<Integer, Integer> held(String signal) throws Exception {
    URI query = agent.endpoints().api().resolve("/api/v1/query?limit=0&signal=" + signal);
    String token = Files.readString(config.dataFolder().resolve("token")).strip();
    String lines =
        http.send(
                HttpRequest.newBuilder(query).header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofString())
            .body();
    Map<Integer, Integer> counts = new TreeMap<>();
    for (String line : lines.lines().toList()) {
      Matcher number = NUMBER.matcher(line);
      if (number.find()) {
        counts.merge(Integer.parseInt(number.group(1)), 1, Integer::sum);
      }
    }
    return counts;
  }

  private void everyAcknowledgedRecordIsHeldOnce() throws Exception {
    for (String signal : SIGNALS) {
      Map<Integer, Integer> held = held(signal);
      assertThat(held.keySet()).as(signal).containsAll(acknowledged);
      assertThat(held.values()).as(signal).allMatch(times -> times == 1);
      held.keySet().removeAll(acknowledged);
      assertThat(unanswered).as(signal).containsAll(held.keySet());
    }
  }

  @Test
  void a_clock_that_jumps_an_hour_either_way_costs_nothing() throws Exception {
    for (int number = 0; number < 120; number++) {
      jump.set(Duration.ofHours(number < 40 ? 0 : number < 80 ? 1 : -1));
      assertThat(send(number)).isTrue();
      acknowledged.add(number);
    }
    everyAcknowledgedRecordIsHeldOnce();
    restart();
    everyAcknowledgedRecordIsHeldOnce();
    jump.set(Duration.ZERO);
    assertThat(send(120)).isTrue();
    acknowledged.add(120);
    everyAcknowledgedRecordIsHeldOnce();
  }

  /**
   * A third reads its answers, a third drops in the middle of a body, a third before the answer.
   */
  @Test
  void fifty_connections_that_are_opened_and_dropped_cost_nothing() throws Exception {
    int connections = 50;
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int connection = 0; connection < connections; connection++) {
        int number = connection;
        all.add(
            senders.submit(() -> {
              switch (number % 3) {
                case 0 -> readsItsAnswers(number);
                case 1 -> dropsWithin(number);
                default -> dropsBeforeTheAnswer(number);
              }
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(acknowledged).hasSize(17);
    assertThat(send(1_000)).isTrue();
    acknowledged.add(1_000);
    everyAcknowledgedRecordIsHeldOnce();
    restart();
    everyAcknowledgedRecordIsHeldOnce();
    assertThat(send(1_001)).isTrue();
  }

  private Socket open() throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), agent.endpoints().otlpHttp().getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static byte[] request(String signal, int number, boolean last) {
    String body = body(signal, number);
    return ("POST /v1/"
            + signal
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + (last ? "Connection: close\r\n" : "")
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void readsItsAnswers(int number) throws IOException {
    try (Socket socket = open()) {
      for (String signal : SIGNALS) {
        socket.getOutputStream().write(request(signal, number, signal.equals("metrics")));
      }
      try (InputStream in = socket.getInputStream()) {
        String answers = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
        acknowledged.add(number);
      }
    }
  }

  private void dropsWithin(int number) throws IOException {
    try (Socket socket = open()) {
      byte[] request = request("traces", number, false);
      socket.getOutputStream().write(request, 0, request.length - 20);
      // What is closed so is reset, and not ended in order.
      socket.setSoLinger(true, 0);
    }
  }

  private void dropsBeforeTheAnswer(int number) throws IOException {
    unanswered.add(number);
    try (Socket socket = open()) {
      for (String signal : SIGNALS) {
        socket.getOutputStream().write(request(signal, number, false));
      }
      socket.setSoLinger(true, 0);
    }
  }
}
