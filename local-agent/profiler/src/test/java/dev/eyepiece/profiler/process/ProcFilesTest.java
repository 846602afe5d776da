package dev.eyepiece.profiler.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.profiler.perf.Event.FileId;
import org.junit.jupiter.api.Test;

class ProcFilesTest {
  @Test
  void lines_with_code_are_read_and_others_are_not() {
    assertThat(
            ProcFiles.parse(
                "7f00-8f00 r-xp 00001000 fe:01 1234                       /usr/lib/a b.so"
                    + " (deleted)"))
        .isEqualTo(
            new ProcFiles.MapLine(
                0x7f00, 0x8f00, 0x1000, FileId.of(0xfe, 1, 1234), "/usr/lib/a b.so"));
    assertThat(ProcFiles.parse("7f00-8f00 r--p 00001000 fe:01 1234 /usr/lib/a.so")).isNull();
    assertThat(ProcFiles.parse("7f00-8f00 rwxp 00000000 00:00 0")).isNotNull();
    for (String broken :
        new String[] {"", "x", "7f00 r-xp 0 0 0", "g-h r-xp 0 0:0 0", "1-2 r-xp 0 :: 0"}) {
      assertThat(ProcFiles.parse(broken)).as(broken).isNull();
    }
  }
}
