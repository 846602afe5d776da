package dev.eyepiece.ui.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FxBackgroundTest {
  /** The field that follows the state among those after the name (proc_pid_stat(5), nice is 19). */
  private static int nice(String of) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + of + "/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void itsThreadsWeighLessThanTheOneThatWaitsForThem() throws Exception {
    CompletableFuture<Integer> theirs = new CompletableFuture<>();
    try (FxBackground background = new FxBackground(1, Runnable::run)) {
      background.run(
          "look", () -> nice("thread-self"), theirs::complete, theirs::completeExceptionally);
      assertThat(theirs.get(60, TimeUnit.SECONDS)).isEqualTo(Math.min(19, nice("self") + 5));
    }
  }
}
