package dev.eyepiece.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LowPriorityTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void threadsThatAnAgentStartsGiveWayAndOthersDoNot() throws Exception {
    int before = nice();
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(() ->
            LowPriority.start(() -> {
              seen.add(nice());
              Thread child = Thread.ofPlatform().start(() -> seen.add(nice()));
              join(child);
              throw CommandException.cannot("no agent here");
            }))
        .isInstanceOf(CommandException.class)
        .hasMessage("no agent here");
    assertThat(seen).hasSize(2).allMatch(nice -> nice == Math.min(19, before + 5));
    assertThat(nice()).isEqualTo(before);
  }

  @Test
  void whatGoesWrongComesOut() {
    assertThatThrownBy(() ->
            LowPriority.start(() -> {
              throw new IllegalStateException("broken");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The nineteenth field of the calling thread's stat, counted from behind its name. */
  private static int nice() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
