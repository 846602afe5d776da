package dev.eyepiece.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.store.KeptTimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named runs: listed, called otherwise, compared. */
class RunsCommandTest {
  private static final long START = 1_790_000_000_000_000_000L;
  private static final String OLD = "gradle-20260101T000000.000Z";

  @TempDir Path home;
  private TestProgram program;
  private Path held;

  @BeforeEach
  void fill() throws Exception {
    program = new TestProgram(home);
    held = home.resolve("held");
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      before.add(span(i, "GET /cart", i * 1_000_000L, "", "http.route"));
      after.add(span(100 + i, "GET /cart", i * 3_000_000L, "", "http.route"));
      before.add(span(200 + i, "GET /stock", 7_000_000L, i == 1 ? "gone" : "", "http.route"));
      after.add(span(300 + i, "GET /stock", 5_000_000L, i <= 3 ? "it's out" : "", "shop.id"));
    }
    before.add(span(400, "POST /old", 1_000_000L, "gone", "old.key"));
    after.add(span(500, "POST /new", 1_000_000L, "", "http.route"));
    String none = "{\"resourceSpans\":[" + resource("", List.of(span(600, "x", 1, "", "k"))) + "]}";
    String all =
        "{\"resourceSpans\":["
            + resource(OLD, before)
            + ","
            + resource("it's nightly", after)
            + "]}";
    Path file = Files.writeString(home.resolve("given.jsonl"), all + "\n" + none + "\n");
    done("import", file.toString(), "--data", held.toString());
  }

  private static String resource(String run, List<String> spans) {
    String named =
        run.isEmpty()
            ? ""
            : ",{\"key\":\"eyepiece.run.name\",\"value\":{\"stringValue\":\"" + run + "\"}}";
    return """
    {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}%s]},
    "scopeSpans":[{"spans":[%s]}]}\
    """
        .formatted(named, String.join(",", spans))
        .replace("\n", "");
  }

  private static String span(int id, String name, long nanos, String error, String key) {
    String status = error.isEmpty() ? "{}" : "{\"code\":2,\"message\":\"" + error + "\"}";
    return """
    {"traceId":"%032x","spanId":"%016x","name":"%s","startTimeUnixNano":"%d",
    "endTimeUnixNano":"%d","status":%s,"attributes":[{"key":"%s","value":
    {"stringValue":"v"}}]}\
    """
        .formatted(id, id, name, START + id, START + id + nanos, status, key)
        .replace("\n", "");
  }

  private TestProgram.Result done(String... arguments) {
    TestProgram.Result result = program.run(arguments);
    assertThat(result.exit()).as(result.err()).isZero();
    return result;
  }

  private String runs(String... arguments) {
    List<String> all = new ArrayList<>(List.of("runs"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", held.toString()));
    return done(all.toArray(new String[0])).out();
  }

  @Test
  void runs_are_listed_and_called_otherwise() {
    List<String> listed = runs("list", "--format", "json").lines().toList();
    assertThat(listed).hasSize(2);
    assertThat(JsonText.readObject(listed.getFirst()))
        .containsEntry("name", "it's nightly")
        .containsEntry("label", "it's nightly")
        .containsEntry("spans", 41L)
        .containsEntry("errors", 3L);
    assertThat(runs("name", OLD, "before the fix")).isEqualTo(OLD + " is called before the fix\n");
    assertThat(runs("list")).contains("RUN", OLD, "before the fix", "41");
    assertThat(runs("name", "before the fix", "base")).isEqualTo(OLD + " is called base\n");
    TestProgram.Result wrong =
        program.run("runs", "name", "nobody", "x", "--data", held.toString());
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.line())
        .isEqualTo("eyepiece runs: no run 'nobody' is held; expected one of: it's nightly, base");
    TestProgram.Result empty = program.run("runs", "name", OLD, " ", "--data", held.toString());
    assertThat(empty.exit()).isEqualTo(2);
    assertThat(empty.line()).contains("names no run: expected a name of 1 to 120 characters");
  }

  @Test
  void a_run_is_pinned_and_let_go() throws Exception {
    assertThat(runs("pin", OLD)).isEqualTo(OLD + " is kept when the oldest goes for room\n");
    assertThat(KeptTimes.read(held.resolve("windows")).has(OLD)).isTrue();
    assertThat(runs("unpin", OLD))
        .isEqualTo(OLD + " goes when it is the oldest and there is no room\n");
    assertThat(KeptTimes.read(held.resolve("windows")).has(OLD)).isFalse();
    assertThat(runs("unpin", OLD)).isEqualTo(OLD + " was not kept\n");
    TestProgram.Result wrong = program.run("runs", "pin", "nobody", "--data", held.toString());
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.line()).contains("no run 'nobody' is held");
  }

  @Test
  void what_differs_between_two_runs_is_told() {
    Map<String, @Nullable Object> compared =
        JsonText.readObject(runs("compare", OLD, "it's nightly", "--format", "json"));
    List<?> operations = (List<?>) requireNonNull(compared.get("operations"));
    assertThat(operations).hasSize(4);
    Map<?, ?> slowest = (Map<?, ?>) operations.getFirst();
    assertThat(slowest.get("name")).isEqualTo("GET /cart");
    // By hand: of 1 to 20 ms the 10th is the median and the 19th the 95th percentile.
    assertThat(JsonText.write(slowest.get("before")))
        .isEqualTo("{\"spans\":20,\"errors\":0,\"p50Nano\":10000000,\"p95Nano\":19000000}");
    assertThat(JsonText.write(slowest.get("after")))
        .isEqualTo("{\"spans\":20,\"errors\":0,\"p50Nano\":30000000,\"p95Nano\":57000000}");
    assertThat(slowest.get("p95ChangeNano")).isEqualTo(38_000_000L);
    assertThat(JsonText.write(compared.get("newErrors")))
        .isEqualTo(
            "[{\"service\":\"shop\",\"name\":\"GET /stock\",\"error\":\"it's out\",\"spans\":3}]");
    assertThat(JsonText.write(compared.get("newKeys"))).isEqualTo("[\"shop.id\"]");
    assertThat(JsonText.write(compared.get("goneKeys"))).isEqualTo("[\"old.key\"]");
    assertThat(runs("compare", OLD, "it's nightly"))
        .contains("A is " + OLD + ", B is it's nightly")
        .contains("+38.0 ms (+200 %)")
        .contains("-2.00 ms (-29 %)")
        .containsPattern("POST /new .* new ")
        .containsPattern("POST /old .* gone ")
        .contains("  3  shop  GET /stock  it's out")
        .contains("Attribute keys that are new in B: shop.id");
  }

  @Test
  void a_running_agent_is_asked_too() throws Exception {
    try (TestProgram.Serving serving = program.serveOn(held)) {
      String api = serving.address("local API");
      assertThat(done("runs", "list", "--api", api, "--format", "json").out().lines()).hasSize(2);
      TestProgram.Result refused = program.run("runs", "name", OLD, "x", "--api", api);
      assertThat(refused.exit()).isEqualTo(3);
      assertThat(refused.line()).contains("are kept in the data folder");
      assertThat(runs("name", OLD, "base")).isEqualTo(OLD + " is called base\n");
    }
    assertThat(runs("list")).contains("base");
  }
}
