package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.SpanBatch;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that may not grow beyond a limit stand for a disk that is full. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 11L);

  @TempDir Path folder;

  private String child(int kibibytes, boolean room) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--enable") || a.startsWith("--add") || a.startsWith("--sun"))
        .forEach(command::add);
    command.addAll(List.of("-Xshare:auto", "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            FullDiskChild.class.getName(),
            folder.toString(),
            "" + SEED,
            "" + kibibytes,
            "" + room));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @ParameterizedTest
  @CsvSource({"4, true", "100, false", "1500, true", "3000, false"})
  void aFullDiskLosesNothingAndIsOvercome(int kibibytes, boolean room) throws Exception {
    String output = child(kibibytes, room);
    List<SpanBatch> batches = FullDiskChild.batches(SEED);
    long all = FullDiskChild.spans(batches);
    assertThat(output).contains("failed: ", "failures 3");
    assertThat(output.lines().filter(line -> line.startsWith("seen ")).distinct())
        .as(output)
        .containsExactly("seen " + all);
    int acknowledged =
        Integer.parseInt(output.replaceAll("(?s).*sealed (\\d+) failures.*", "$1").strip());
    if (room) {
      assertThat(acknowledged).as(output).isEqualTo(FullDiskChild.BATCHES);
    }
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      int held = (int) store.sealedUpTo() + 1;
      assertThat(held).as(output).isGreaterThanOrEqualTo(acknowledged);
      assertThat(count(store)).isEqualTo(FullDiskChild.spans(batches.subList(0, held)));
      store.seal(batches.subList(held, batches.size()));
      assertThat(count(store)).isEqualTo(all);
    }
  }

  private static long count(DuckDbStore store) throws StoreException {
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      return snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL);
    }
  }
}
