package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
  private static final RunningAgent AGENT =
      new RunningAgent(
          new Owner(1, Instant.EPOCH, URI.create("http://localhost:4319")),
          Path.of("/data"),
          URI.create("http://localhost:4317"),
          URI.create("http://localhost:4318"));

  @Test
  void the_exporter_is_set_and_the_run_is_named() {
    assertThat(Runs.environment(AGENT, "load test, 1", List.of("/usr/bin/python3", "x"), Map.of()))
        .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318")
        .containsEntry("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        .containsEntry("OTEL_TRACES_EXPORTER", "otlp")
        .containsEntry("OTEL_METRICS_EXPORTER", "otlp")
        .containsEntry("OTEL_LOGS_EXPORTER", "otlp")
        .containsEntry("OTEL_SERVICE_NAME", "python3")
        .containsEntry("OTEL_RESOURCE_ATTRIBUTES", "eyepiece.run.name=load%20test%2C%201");
  }

  @Test
  void what_the_caller_has_set_of_his_service_stays() {
    Map<String, String> named =
        Runs.environment(AGENT, "r", List.of("app"), Map.of("OTEL_SERVICE_NAME", "shop", "A", "b"));
    assertThat(named).doesNotContainKeys("OTEL_SERVICE_NAME", "A");
    Map<String, String> attributes =
        Runs.environment(
            AGENT,
            "r",
            List.of("app"),
            Map.of("OTEL_RESOURCE_ATTRIBUTES", "team=a,service.name=shop"));
    assertThat(attributes)
        .doesNotContainKey("OTEL_SERVICE_NAME")
        .containsEntry("OTEL_RESOURCE_ATTRIBUTES", "team=a,service.name=shop,eyepiece.run.name=r");
  }

  @Test
  void the_command_gets_the_variables_and_its_exit_code_is_passed_on(@TempDir Path folder)
      throws Exception {
    Path out = folder.resolve("out");
    Map<String, String> variables = Runs.environment(AGENT, "r", List.of("sh"), Map.of());
    String script = "printf %s \"$OTEL_EXPORTER_OTLP_ENDPOINT\" > '" + out + "'; exit 7";
    assertThat(Runs.run(List.of("sh", "-c", script), variables, false)).isEqualTo(7);
    assertThat(Files.readString(out)).isEqualTo("http://localhost:4318");
  }
}
