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
import java.util.Set;
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
 * own, with a heap of 512 MiB and the saved corpus beside fresh requests as its start. An input has
 * a minute: a busy machine is slow, not hung. A finding is kept in {@code target/fuzz}, beside the
 * log of each kind. {@code -Dfuzz.kinds=traces-json,logs-protobuf} makes the long run in parts.
 */
final class FuzzTest {
  private static final int SEEDS = 40;
  private static final int MAX_BYTES = 2_000;

  /** Two processes, so that it is a minute with the reading of the saved corpus. */
  private static final int SECONDS = 30;

  private static final int MANY = 10_000_000;

  /** The kinds of the long run; empty for all. */
  private static final String KINDS = System.getProperty("fuzz.kinds", "");

  @TempDir Path folder;

  /**
   * What a process is given.
   *
   * @param signals one, or several of which the first byte of an input says which is meant
   */
  private record Target(List<Signal> signals, boolean json) {
    static Target of(Signal signal, boolean json) {
      return new Target(List.of(signal), json);
    }

    String name() {
      return String.join("-", signals.stream().map(Signal::name).toList()).toLowerCase(Locale.ROOT)
          + format();
    }

    String format() {
      return json ? "-json" : "-protobuf";
    }

    byte[] input(Signal signal, byte[] request) {
      if (signals.size() == 1) {
        return request;
      }
      byte[] chosen = new byte[request.length + 1];
      chosen[0] = (byte) List.of(Signal.values()).indexOf(signal);
      System.arraycopy(request, 0, chosen, 1, request.length);
      return chosen;
    }
  }

  /**
   * How inputs are sought.
   *
   * @param compiler the virtual machine's option
   * @param options the fuzzer's
   */
  private record Way(String compiler, List<String> options) {}

  @Test
  void aMinuteFindsNothing() throws Exception {
    List<Signal> all = List.of(Signal.values());
    // The better compiler would take a third of so short a time for itself.
    run(
        List.of(new Target(all, false), new Target(all, true)),
        new Way("-XX:TieredStopAtLevel=1", List.of("-max_total_time=" + SECONDS)));
  }

  @Test
  @Tag("long")
  void tenMillionInputsOfEachKindFindNothing() throws Exception {
    List<Target> targets = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      targets.add(Target.of(signal, false));
      targets.add(Target.of(signal, true));
    }
    if (!KINDS.isEmpty()) {
      Set<String> wanted = Set.of(KINDS.split(","));
      targets.removeIf(target -> !wanted.contains(target.name()));
      assertThat(targets).as("kinds of fuzz.kinds=%s", KINDS).hasSameSizeAs(wanted);
    }
    // To tell of comparisons costs a fifth of the time and led no further in as many inputs.
    run(targets, new Way("-XX:+TieredCompilation", List.of("-runs=" + MANY, "--trace=cov")));
  }

  private void run(List<Target> targets, Way way) throws Exception {
    List<Future<String>> runs = new ArrayList<>();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      for (Target target : targets) {
        runs.add(two.submit(() -> run(target, way)));
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
  private String run(Target target, Way way) throws Exception {
    Path corpus = Files.createDirectory(folder.resolve(target.name()));
    for (Signal signal : target.signals()) {
      saved(target, signal, corpus);
      seed(target, signal, corpus);
    }
    Path found = Files.createDirectories(Path.of("target/fuzz/" + target.name()));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // One thread makes all the garbage, and two such processes have the machine.
                "-XX:+UseSerialGC",
                way.compiler(),
                "-Dfuzz.signal="
                    + (target.signals().size() == 1 ? target.signals().getFirst() : ""),
                "-Dfuzz.json=" + target.json(),
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=dev.eyepiece.**",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-timeout=60",
                "-max_len=" + MAX_BYTES,
                "-reload=0",
                "-print_final_stats=1",
                corpus.toString()));
    command.addAll(way.options());
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
  private static void saved(Target target, Signal signal, Path corpus) throws IOException {
    String name = signal.name().toLowerCase(Locale.ROOT) + target.format();
    try (InputStream in = FuzzTest.class.getResourceAsStream("/fuzz/" + name + ".zip")) {
      assertThat(in).as("the saved corpus of %s", name).isNotNull();
      ZipInputStream zip = new ZipInputStream(in);
      int number = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.write(
            corpus.resolve(signal + "-saved-" + number++),
            target.input(signal, zip.readAllBytes()));
      }
      assertThat(number).as("inputs saved of %s", name).isPositive();
    }
  }

  private static void seed(Target target, Signal signal, Path corpus) throws Exception {
    TestMessages messages = new TestMessages(System.nanoTime());
    for (int i = 0; i < SEEDS; i++) {
      byte[] request = messages.request(signal).toByteArray();
      if (request.length < MAX_BYTES) {
        byte[] body = target.json() ? json(signal, request) : request;
        Files.write(corpus.resolve(signal + "-seed-" + i), target.input(signal, body));
      }
    }
  }

  private static byte[] json(Signal signal, byte[] request) throws Exception {
    TelemetryTree tree = TelemetryTree.read(signal, request, request.length);
    return OtlpJson.write(tree).getBytes(StandardCharsets.UTF_8);
  }
}
