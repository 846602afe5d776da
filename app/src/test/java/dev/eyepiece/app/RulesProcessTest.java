package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.app.process.ServeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that serves is given a rule, killed, and started with the rule off. */
class RulesProcessTest {
  /** Each run adds an x: who is changed twice has two. */
  private static final String RULE =
      "set(span.attributes[\"n\"], Concat([span.attributes[\"n\"], \"x\"], \"\"))"
          + " where span.attributes[\"n\"] != nil\n";

  private static final Pattern VALUE = Pattern.compile("\"n\":\"(\\d+x*)\"");

  @TempDir Path home;
  private Path data;
  private TestProgram program;
  private ServeProcess serving;

  @BeforeEach
  void serve() throws Exception {
    data = home.resolve("telemetry");
    program = new TestProgram(home);
    // All that comes is in the journal when the process is killed.
    serving = ServeProcess.start(data, List.of(), Map.of("EYEPIECE_SEAL_AFTER", "10m"));
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  private void send(int from, int to) throws IOException {
    String spans =
        IntStream.range(from, to)
            .mapToObj(n ->
                """
                {"traceId":"%032x","spanId":"%016x","name":"a","attributes":[\
                {"key":"n","value":{"stringValue":"%d"}}]}\
                """
                    .formatted(n + 1, n + 1, n))
            .collect(Collectors.joining(","));
    Path file = home.resolve("spans.json");
    Files.writeString(file, "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}");
    TestProgram.Result sent = program.run("send", file.toString(), "--to", serving.httpEndpoint());
    assertThat(sent.exit()).as(sent.err()).isZero();
  }

  private List<String> values() {
    TestProgram.Result answer =
        program.run("query", "--data", data.toString(), "--format", "json", "--limit", "0");
    assertThat(answer.exit()).as(answer.err()).isZero();
    return answer
        .out()
        .lines()
        .map(line -> {
          Matcher value = VALUE.matcher(line);
          assertThat(value.find()).as(line).isTrue();
          return value.group(1);
        })
        .sorted()
        .toList();
  }

  private static List<String> expected(Map<Integer, Integer> changed) {
    return changed.entrySet().stream()
        .map(one -> one.getKey() + "x".repeat(one.getValue()))
        .sorted()
        .toList();
  }

  private static Map<Integer, Integer> all(int plain, int changed, int after) {
    return IntStream.range(0, plain + changed + after)
        .boxed()
        .collect(Collectors.toMap(n -> n, n -> n >= plain && n < plain + changed ? 1 : 0));
  }

  private void rules(String... arguments) {
    TestProgram.Result result = program.run(arguments);
    assertThat(result.exit()).as(result.out() + result.err()).isZero();
  }

  @Test
  void each_record_is_found_as_it_was_acknowledged_through_a_kill() throws Exception {
    Path rule = home.resolve("mark.txt");
    Files.writeString(rule, RULE);
    send(0, 10);
    rules("rules", "add", rule.toString(), "--enable", "--data", data.toString());
    send(10, 25);
    assertThat(values()).isEqualTo(expected(all(10, 15, 0)));
    serving.kill();
    assertThat(values()).as("the folder at rest").isEqualTo(expected(all(10, 15, 0)));
    rules("rules", "disable", "mark", "--data", data.toString());
    serving.restart();
    assertThat(values()).as("replayed").isEqualTo(expected(all(10, 15, 0)));
    send(25, 30);
    assertThat(values()).isEqualTo(expected(all(10, 15, 5)));
    rules("rules", "enable", "mark", "--data", data.toString());
    serving.kill();
    serving.restart();
    assertThat(values()).as("the rule on").isEqualTo(expected(all(10, 15, 5)));
    rules("rules", "remove", "mark", "--data", data.toString());
    serving.kill();
    serving.restart();
    assertThat(values()).as("the rule gone").isEqualTo(expected(all(10, 15, 5)));
  }
}
