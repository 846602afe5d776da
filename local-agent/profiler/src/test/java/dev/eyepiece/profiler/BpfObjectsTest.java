package dev.eyepiece.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The BPF objects that are shipped are what their sources beside them compile to. */
class BpfObjectsTest {
  private static final String COMPILER = "clang version 14.";

  @TempDir Path out;

  @ParameterizedTest
  @ValueSource(strings = {"cpu.bpf.o", "offcpu.bpf.o"})
  void sources_compile_to_what_is_shipped(String object) throws Exception {
    assumeTrue(
        version().contains(COMPILER), "the objects were made by clang 14, which is not here");
    Process build =
        new ProcessBuilder("sh", "src/main/bpf/build.sh", out.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(!said.contains("file not found"), "headers of libbpf or Linux are missing");
    assertThat(build.waitFor()).as(said).isZero();
    try (InputStream shipped =
        BpfObjectsTest.class.getResourceAsStream("/dev/eyepiece/profiler/" + object)) {
      assertThat(shipped).isNotNull();
      assertThat(Files.readAllBytes(out.resolve(object))).isEqualTo(shipped.readAllBytes());
    }
  }

  private static String version() throws InterruptedException {
    try {
      Process clang = new ProcessBuilder("clang", "--version").start();
      String text = new String(clang.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      clang.waitFor();
      return text;
    } catch (IOException absent) {
      return "";
    }
  }
}
