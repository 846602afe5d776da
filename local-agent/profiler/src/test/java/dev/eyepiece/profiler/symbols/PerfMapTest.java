package dev.eyepiece.profiler.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerfMapTest {
  @TempDir Path root;
  private long now;

  private PerfMap withFile(String lines) throws Exception {
    Files.createDirectories(root.resolve("root/tmp"));
    Files.writeString(root.resolve("root/tmp/perf-7.map"), lines);
    Files.writeString(root.resolve("status"), "Name:\tx\nNSpid:\t4711\t7\n");
    return new PerfMap(4711, root, () -> now);
  }

  @Test
  void names_are_found_by_the_id_that_the_process_knows_of_itself() throws Exception {
    PerfMap map = withFile("1000 20 first\n0x1020 0x10 with space\nbroken\n1000 10 moved here\n");
    assertThat(map.name(0x1005)).isEqualTo("moved here");
    assertThat(map.name(0x1015)).isNull();
    assertThat(map.name(0x102f)).isEqualTo("with space");
    assertThat(map.name(0x1030)).isNull();
  }

  @Test
  void a_file_that_grew_is_read_again() throws Exception {
    PerfMap map = withFile("1000 20 first\n");
    assertThat(map.name(0x2000)).isNull();
    withFile("1000 20 first\n2000 20 second\n");
    now += 500_000_000;
    assertThat(map.name(0x2000)).isEqualTo("second");
  }

  @Test
  void it_is_not_looked_for_at_every_unknown_name() throws Exception {
    PerfMap map = withFile("1000 20 first\n");
    assertThat(map.name(0x2000)).isNull();
    withFile("1000 20 first\n2000 20 second\n");
    now += 499_999_999;
    assertThat(map.name(0x2000)).isNull();
    assertThat(map.name(0x1000)).isEqualTo("first");
    now++;
    assertThat(map.name(0x2000)).isEqualTo("second");
  }

  @Test
  void a_link_is_not_followed() throws Exception {
    PerfMap map = withFile("");
    Path secret = Files.writeString(root.resolve("secret"), "1000 20 stolen\n");
    Path file = root.resolve("root/tmp/perf-7.map");
    Files.delete(file);
    Files.createSymbolicLink(file, secret);
    assertThat(map.name(0x1005)).isNull();
  }
}
