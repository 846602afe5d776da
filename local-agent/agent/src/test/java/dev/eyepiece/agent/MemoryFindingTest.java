package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFindingTest {
  @TempDir Path proc;

  private void available(long kib) throws IOException {
    Files.writeString(
        proc.resolve("meminfo"), "MemTotal: 24683992 kB\nMemAvailable:   " + kib + " kB\n");
  }

  private void pressure(String full) throws IOException {
    Files.createDirectories(proc.resolve("pressure"));
    Files.writeString(
        proc.resolve("pressure/memory"),
        "some avg10=9.00 avg60=9.00 avg300=9.00 total=291036315\n" + full + "\n");
  }

  @Test
  void memoryThatIsThereIsWell() throws IOException {
    available(16_000_000);
    assertThat(MemoryFinding.of(proc)).isEqualTo(Finding.ok("memory", "16.4 GB available"));
    pressure("full avg10=0.00 avg60=0.00 avg300=0.00 total=89384");
    assertThat(MemoryFinding.of(proc)).isEqualTo(Finding.ok("memory", "16.4 GB available"));
  }

  @Test
  void littleMemoryIsWarnedOf() throws IOException {
    available(1_000_000);
    assertThat(MemoryFinding.of(proc).level()).isEqualTo(Finding.Level.WARNING);
  }

  @Test
  void thatProgramsStoodStillIsSaidAndWarnedOfWhileTheyDo() throws IOException {
    available(16_000_000);
    pressure("full avg10=0.00 avg60=0.00 avg300=0.69 total=248596858");
    assertThat(MemoryFinding.of(proc))
        .isEqualTo(
            Finding.ok(
                "memory",
                "16.4 GB available; since the machine started its programs stood still for want of"
                    + " it for 248 s"));
    pressure("full avg10=61.20 avg60=40.00 avg300=31.25 total=248596858");
    Finding now = MemoryFinding.of(proc);
    assertThat(now.level()).isEqualTo(Finding.Level.WARNING);
    assertThat(now.what()).endsWith("for 248 s, 31 % of the last five minutes");
    assertThat(now.todo()).contains("ps aux --sort=-rss");
  }

  @Test
  void whatDoesNotReadIsNotGuessed() throws IOException {
    available(16_000_000);
    pressure("full avg10=? total=99999999999999999999999");
    assertThat(MemoryFinding.of(proc)).isEqualTo(Finding.ok("memory", "16.4 GB available"));
    Files.delete(proc.resolve("meminfo"));
    assertThat(MemoryFinding.of(proc).what()).endsWith(" MB for this process");
  }
}
