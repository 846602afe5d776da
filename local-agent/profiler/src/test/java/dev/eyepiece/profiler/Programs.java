package dev.eyepiece.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs that are profiled, compiled where they are needed. */
final class Programs {
  private Programs() {}

  /** Compiles without frame pointers. */
  static Path c(String name, Path folder) throws Exception {
    Path program = folder.resolve(name);
    Process gcc;
    try {
      gcc =
          new ProcessBuilder(
                  "gcc",
                  "-O2",
                  "-fomit-frame-pointer",
                  "-pthread",
                  "-o",
                  program.toString(),
                  "src/test/programs/" + name + ".c")
              .redirectErrorStream(true)
              .start();
    } catch (IOException absent) {
      assumeTrue(false, "gcc is not installed");
      throw absent;
    }
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(gcc.waitFor()).as(said).isZero();
    return program;
  }

  /** A program that {@code .build/peers.sh} builds. */
  static Path peer(String name) {
    String folder =
        System.getenv()
            .getOrDefault(
                "EYEPIECE_PEERS", System.getProperty("user.home") + "/.cache/eyepiece/peers");
    Path program = Path.of(folder, "bin", name);
    assumeTrue(
        Files.isExecutable(program),
        () -> program + " is not there; get it with .build/peers.sh " + name);
    return program;
  }

  /** Takes a folder of files away. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  static Process start(Path program, String... arguments) throws IOException {
    return new ProcessBuilder(
            Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList())
        .redirectErrorStream(true)
        .start();
  }

  /** Whether this machine and this process can run the BPF programs; a skip says why not. */
  static void needsRights() {
    String lacks = ProfilerRights.look().wholeHostLacks();
    assumeTrue(lacks == null, "" + lacks);
  }

  static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
