package dev.eyepiece.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and the machine's own metrics, by processes and with what is made when the test runs. */
class CommandsProcessTest {
  private final long seed = Long.getLong("eyepiece.seed", System.nanoTime());
  private final Generated made = new Generated(seed, System.currentTimeMillis() * 1_000_000);

  @TempDir Path folder;

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private record Ended(int exit, String out) {}

  private static Ended run(String... arguments) throws Exception {
    Process process = ServeProcess.program(arguments).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }

  @Test
  void rules_are_checked_run_and_answered_by_case() throws Exception {
    String logs = made.requests().getOrDefault("logs", "");
    String statement =
        "set(log.attributes[\"" + made.word + "\"], \"yes\") where log.attributes[\"n\"] >= 50";
    String rules = file("rules.txt", statement + "\n");
    assertThat(run("ottl", "check", rules).exit()).isZero();
    Ended bad = run("ottl", "check", file("bad.txt", "set(log.bodi, \"" + made.word + "\")\n"));
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.out()).contains("bodi");

    Path changed = folder.resolve("changed.jsonl");
    Ended ran =
        run(
            "ottl",
            "run",
            "--rules",
            rules,
            "--in",
            file("in.json", logs),
            "--out",
            changed.toString());
    assertThat(ran.exit()).as(ran.out()).isZero();
    Path data = folder.resolve("data");
    ServeProcess.output("import", changed.toString(), "--data", data.toString());
    assertThat(count(data, "logs", made.word + ":yes")).as("seed %s", seed).isEqualTo(10);
    assertThat(count(data, "logs", "")).isEqualTo(made.logs.size());

    String config = JsonText.write(Map.of("log_conditions", List.of("log.attributes[\"n\"] < 58")));
    String cases =
        "{\"id\":\"%s\",\"signal\":\"logs\",\"processor\":\"filter\",\"config\":%s,\"input\":%s}\n"
            .formatted(made.word, config, logs);
    Path results = folder.resolve("results.jsonl");
    Ended answered =
        run("ottl", "run", "--cases", file("cases.jsonl", cases), "--out", results.toString());
    assertThat(answered.exit()).as(answered.out()).isZero();
    String result = Files.readString(results).strip();
    assertThat(result).startsWith("{\"id\":\"" + made.word + "\",\"output\":{\"resourceLogs\"");
    assertThat(result.split("\"severityNumber\"", -1)).as("two records are left").hasSize(3);
  }

  private static long count(Path data, String signal, String search) throws Exception {
    String text =
        ServeProcess.output(
            "query", search, "--signal", signal, "--data", data.toString(), "--count");
    return Long.parseLong(text.replaceAll("[^0-9]", ""));
  }

  /** The machine's figures come by the same road as all others, once they are switched on. */
  @Test
  void metrics_of_this_machine_arrive_when_they_are_switched_on() throws Exception {
    Path off = folder.resolve("off");
    try (ServeProcess serve = ServeProcess.start(off)) {
      assertThat(serve.stop()).isZero();
      assertThat(serve.count("metrics", "")).isZero();
    }
    try (ServeProcess serve =
        ServeProcess.start(
            folder.resolve("on"), List.of(), Map.of("EYEPIECE_HOST_METRICS", "1s"))) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (serve.count("metrics", "name:system.memory.usage") == 0
          && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(serve.records("metrics", "name:system.memory.usage"))
          .contains("\"unit\":\"By\"", "\"value\":");
    }
  }
}
