package dev.eyepiece.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.app.process.ServeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with its window, as a process of its own, on a real X server. */
@Tag("x11")
class WindowTest {
  @TempDir Path folder;

  @Test
  void a_window_that_is_told_to_end_closes_and_writes_how_it_answered() throws Exception {
    Path heartbeat = folder.resolve("heartbeat.json");
    Path log = folder.resolve("log");
    Path data = folder.resolve("data");
    ProcessBuilder builder =
        ServeProcess.program(
            List.of("-Dprism.order=sw"),
            "--data",
            data.toString(),
            "--otlp-grpc",
            "127.0.0.1:0",
            "--otlp-http",
            "127.0.0.1:0",
            "--api",
            "127.0.0.1:0",
            "--fx-heartbeat",
            heartbeat.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    Process window = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    while (window.isAlive() && !hasThread(window.pid(), "eyepiece-window")) {
      assertThat(Files.readString(log)).doesNotContain("no window");
    }
    window.destroy();
    assertThat(window.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(window.exitValue()).as(Files.readString(log)).isZero();
    assertThat(heartbeat).as(Files.readString(log)).exists();
    Map<String, @Nullable Object> figures = JsonText.readObject(Files.readString(heartbeat));
    assertThat(figures).containsKeys("signs", "p99Ms", "maxMs", "over100Ms", "late");
  }

  /**
   * Whether the process has such a thread; the window gets its own after the program asked to be
   * told of signals.
   */
  private static boolean hasThread(long pid, String name) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return tasks.anyMatch(task -> isCalled(task, name));
    } catch (NoSuchFileException processIsGone) {
      return false;
    }
  }

  private static boolean isCalled(Path task, String name) {
    try {
      return Files.readString(task.resolve("comm")).strip().equals(name);
    } catch (IOException threadIsGone) {
      return false;
    }
  }
}
