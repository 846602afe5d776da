package dev.eyepiece.app.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.app.process.ServeProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Agents and a server that others wrote, as processes: opamp-go over both transports, the Node
 * client, the supervisor with a collector; and this program as an agent of opamp-go's server.
 */
@Tag("peers")
class OpampPeersTest {
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final String UID = "0190a3f2-0000-7000-8000-00000000000d";
  private static final String GOOD =
      """
      receivers: {nop: {}}
      exporters: {nop: {}}
      service:
        telemetry: {metrics: {level: none}}
        pipelines: {traces: {receivers: [nop], exporters: [nop]}}
      """;

  @TempDir Path home;
  private final List<Process> started = new ArrayList<>();
  private Path data;
  private String opamp;

  @BeforeEach
  void serve() throws Exception {
    data = home.resolve("data");
    opamp = "127.0.0.1:" + ServeProcess.freePort();
    launch("--data", data.toString(), "--opamp", opamp);
  }

  /** Starts {@code serve} and waits until it is ready. */
  private Process launch(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("serve"));
    for (String port : List.of("--otlp-grpc", "--otlp-http", "--api")) {
      all.add(port);
      all.add("127.0.0.1:0");
    }
    all.addAll(List.of(arguments));
    ProcessBuilder builder = ServeProcess.program(all.toArray(String[]::new));
    environment(builder);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    started.add(process);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.equals("ready")) {
      line = lines.readLine();
    }
    assertThat(line).as("serve %s", all).isEqualTo("ready");
    return process;
  }

  private void environment(ProcessBuilder builder) {
    builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
    builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : started.reversed()) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private Process start(List<String> command, @Nullable Path folder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    Process process = Peers.quiet(builder);
    started.add(process);
    return process;
  }

  private record Done(int exit, String out, String err) {}

  private Done fleet(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("fleet"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    ProcessBuilder builder = ServeProcess.program(all.toArray(String[]::new));
    environment(builder);
    Path err = home.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Done(process.waitFor(), out, Files.readString(err));
  }

  /** Waits for an agent of a name in a presence, and answers with what the list says of it. */
  private Map<String, @Nullable Object> agent(String name, String presence) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      for (String line : fleet("list", "--format", "json").out().lines().toList()) {
        Map<String, @Nullable Object> agent = JsonText.readObject(line);
        if (String.valueOf(agent.get("description")).contains("service.name=" + name)
            && presence.equals(agent.get("presence"))) {
          return agent;
        }
      }
      LockSupport.parkNanos(200_000_000);
    }
    throw new AssertionError("no " + presence + " agent " + name);
  }

  private Done push(String uid, String config) throws Exception {
    Path file = Files.writeString(home.resolve("config.yaml"), config);
    return fleet("push", "--agent", uid, "--file", file.toString(), "--wait", "2m");
  }

  private void configure(String uid, String good, String broken, String words) throws Exception {
    Done applied = push(uid, good);
    assertThat(applied.exit()).as(applied.err()).isZero();
    Done failed = push(uid, broken);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("failed: ").contains(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "http"})
  void opamp_go_is_seen_configured_and_comes_back(String scheme) throws Exception {
    String program = Peers.program("opamp-agent", "opamp-agent");
    List<String> command = List.of(program, scheme + "://" + opamp + "/v1/opamp", UID);
    String live = scheme.equals("ws") ? "connected" : "polling";
    Process first = start(command, null);
    Map<String, @Nullable Object> agent = agent("opamp-go", live);
    assertThat(agent).containsEntry("instanceUid", UID).containsEntry("healthy", true);
    configure(UID, "good: 1", "broken: 1", "broken is no component");
    first.destroy();
    assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
    if (scheme.equals("ws")) {
      agent("opamp-go", "gone");
    }
    start(command, null);
    agent("opamp-go", live);
    assertThat(fleet("show", UID, "--format", "json").out()).contains("\"complete\":true");
  }

  @Test
  void the_node_client_is_seen_and_configured() throws Exception {
    Path folder = Peers.folder("opamp-node");
    assumeTrue(
        Files.isDirectory(folder.resolve("node_modules")),
        () -> folder + "/node_modules is not there; get it with .build/peers.sh opamp-node");
    Path program = folder.resolve("agent.mjs");
    Files.copy(
        Path.of("src/test/peers/opamp-node/agent.mjs"),
        program,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    start(List.of("node", program.toString(), "http://" + opamp + "/v1/opamp", UID), folder);
    agent("node-agent", "polling");
    configure(UID, "good: 1", "broken: 1", "broken is no key");
  }

  @Test
  void the_supervisor_runs_a_collector_with_what_it_is_given() throws Exception {
    String supervisor = Peers.program("opamp-supervisor", "opamp-supervisor");
    String collector = Peers.program("opamp-collector", "opamp-collector");
    Path config =
        Files.writeString(
            home.resolve("supervisor.yaml"),
            """
            server: {endpoint: ws://%s/v1/opamp}
            capabilities: {accepts_remote_config: true, reports_remote_config: true,
              reports_available_components: true}
            agent: {executable: %s, bootstrap_timeout: 60s, config_apply_timeout: 20s}
            storage: {directory: %s}
            """
                .formatted(opamp, collector, home.resolve("supervisor")));
    start(List.of(supervisor, "--config", config.toString()), home);
    String uid = String.valueOf(agent("otelcol", "connected").get("instanceUid"));
    configure(uid, GOOD, GOOD.replace("exporters: [nop]", "exporters: [missing]"), "exit");
    Done back = fleet("rollback", "--agent", uid, "--wait", "2m");
    assertThat(back.exit()).as(back.err()).isZero();
    Map<String, @Nullable Object> shown =
        JsonText.readObject(fleet("show", uid, "--format", "json").out());
    assertThat(String.valueOf(shown.get("components"))).contains("receivers", "exporters");
    assertThat(String.valueOf(shown.get("effectiveConfig"))).contains("nop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "http"})
  void this_program_is_an_agent_of_opamp_gos_server(String scheme) throws Exception {
    String program = Peers.program("opamp-server", "opamp-server");
    Path good = Files.writeString(home.resolve("good.yaml"), "host-metrics: 20s\n");
    Path broken = Files.writeString(home.resolve("broken.yaml"), "data: /elsewhere\n");
    int port = ServeProcess.freePort();
    Path log = home.resolve("server.log");
    Process server =
        new ProcessBuilder(program, "127.0.0.1:" + port, good.toString(), broken.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    started.add(server);
    URI url = URI.create(scheme + "://127.0.0.1:" + port + "/v1/opamp");
    Process self =
        launch(
            "--data",
            home.resolve("self").toString(),
            "--opamp",
            "127.0.0.1:0",
            "--opamp-connect",
            url.toString());
    awaitLog(log, "service.name=eyepiece");
    awaitLog(log, "RemoteConfigStatuses_APPLIED");
    awaitLog(log, "data is not for a server to set");
    self.destroy();
    assertThat(self.waitFor(20, TimeUnit.SECONDS)).isTrue();
    awaitLog(log, "goodbye");
  }

  private static void awaitLog(Path log, String words) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!Files.exists(log) || !Files.readString(log).contains(words)) {
      assertThat(System.nanoTime()).as("'%s' in what the server says", words).isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }
}
