package dev.eyepiece.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import dev.eyepiece.telemetry.TestMessages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes that are led by what they reach, into the decoding of requests: Jazzer in processes of its
 * own, with a heap of 512 MiB, ten seconds for an input, and the saved corpus beside fresh requests
 * as its start. A finding is kept in {@code target/fuzz}.
 */
final class FuzzTest {
  private static final int SEEDS = 40;
  private static final int MAX_BYTES = 2_000;

  /** All targets together take about a minute, two at a time half of it. */
  private static final int SECONDS = 7;

  private static final int MANY = 10_000_000;

  @TempDir Path folder;

  private record Target(Signal signal, boolean json) {
    String name() {
      return signal.name().toLowerCase(Locale.ROOT) + (json ? "-json" : "-protobuf");
    }
  }

  private static List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      targets.add(new Target(signal, false));
      targets.add(new Target(signal, true));
    }
    return targets;
  }

  @Test
  void aMinuteFindsNothing() throws Exception {
    allRun("-max_total_time=" + SECONDS);
  }

  @Test
  @Tag("long")
  void tenMillionInputsOfEachKindFindNothing() throws Exception {
    allRun("-runs=" + MANY);
  }

  private void allRun(String bound) throws Exception {
    List<Future<String>> runs = new ArrayList<>();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      for (Target target : targets()) {
        runs.add(two.submit(() -> run(target, bound)));
      }
    }
    for (Future<String> run : runs) {
      try {
        assertThat(run.get()).isEmpty();
      } catch (ExecutionException e) {
        throw new IOException("a run did not begin", e.getCause());
      }
    }
  }

  /** Answers with what was found. */
  private String run(Target target, String bound) throws Exception {
    Path corpus = Files.createDirectory(folder.resolve(target.name()));
    saved(target, corpus);
    seed(target, corpus);
    Path found = Files.createDirectories(Path.of("target/fuzz/" + target.name()));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dfuzz.signal=" + target.signal(),
            "-Dfuzz.json=" + target.json(),
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + FuzzTarget.class.getName(),
            "--instrumentation_includes=dev.eyepiece.**",
            "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
            "--reproducer_path=" + found,
            "-artifact_prefix=" + found + "/",
            "-timeout=10",
            "-max_len=" + MAX_BYTES,
            bound,
            corpus.toString());
    Path log = found.resolve("log.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int exit = process.waitFor();
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    boolean ran = text.contains("Done ");
    return exit == 0 && ran ? "" : target + ": " + tail(text) + "\nall of it: " + log;
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - 4_000));
  }

  /** Inputs that earlier runs found to reach something new. */
  private static void saved(Target target, Path corpus) throws IOException {
    try (InputStream in = FuzzTest.class.getResourceAsStream("/fuzz/" + target.name() + ".zip")) {
      assertThat(in).as("the saved corpus of %s", target.name()).isNotNull();
      ZipInputStream zip = new ZipInputStream(in);
      int number = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.write(corpus.resolve("saved-" + number++), zip.readAllBytes());
      }
      assertThat(number).as("inputs saved of %s", target.name()).isPositive();
    }
  }

  private static void seed(Target target, Path corpus) throws Exception {
    TestMessages messages = new TestMessages(System.nanoTime());
    for (int i = 0; i < SEEDS; i++) {
      byte[] request = messages.request(target.signal()).toByteArray();
      if (request.length <= MAX_BYTES) {
        Files.write(corpus.resolve("seed-" + i), target.json() ? json(target, request) : request);
      }
    }
  }

  private static byte[] json(Target target, byte[] request) throws Exception {
    TelemetryTree tree = TelemetryTree.read(target.signal(), request, request.length);
    return OtlpJson.write(tree).getBytes(StandardCharsets.UTF_8);
  }
}
