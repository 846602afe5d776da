package dev.eyepiece.ui.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ProcessAgeTest {
  @Test
  void a_name_with_spaces_and_parentheses_does_not_move_the_fields() {
    String stat =
        "4711 (a b) c) S 1 4711 4711 0 -1 4194304 100 0 0 0 1 2 3 4 20 0 1 0 12345 1000000 500"
            + " 18446744073709551615\n";
    assertThat(ProcessAge.millis(stat, "125.67 250.12\n")).isEqualTo(125_670 - 123_450);
  }

  @Test
  void other_texts_are_refused() {
    assertThatThrownBy(() -> ProcessAge.millis("4711 (java) S 1", "125.67 1\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void it_grows_with_the_jvm() {
    long before = ManagementFactory.getRuntimeMXBean().getUptime();
    assertThat(ProcessAge.now().toMillis()).isBetween(before - 10, before + 60_000);
  }
}
