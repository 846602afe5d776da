package dev.eyepiece.ottl.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The collector's own processors, built from source, which takes minutes. */
final class CollectorPeer {
  private static final Path SOURCES = Path.of("src/test/peers");

  private final Path directory;
  private final Path program;

  private CollectorPeer(Path directory, Path program) {
    this.directory = directory;
    this.program = program;
  }

  static CollectorPeer build(Path directory) throws IOException, InterruptedException {
    Path program = directory.resolve("peer");
    run(SOURCES, List.of("go", "build", "-o", program.toString(), "."), null, null);
    return new CollectorPeer(directory, program);
  }

  /** What a script beside the program writes. */
  List<String> script(String... command) throws IOException, InterruptedException {
    Path out = directory.resolve("script.out");
    run(SOURCES, List.of(command), null, out);
    return lines(out);
  }

  /** The answers to cases, in their order. */
  List<String> answers(List<String> cases) throws IOException, InterruptedException {
    Path in = Files.write(directory.resolve("cases.jsonl"), cases, StandardCharsets.UTF_8);
    Path out = directory.resolve("results.jsonl");
    run(directory, List.of(program.toString()), in, out);
    return lines(out);
  }

  /** The collector writes bytes that are no UTF-8 where a text was cut. */
  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  private static void run(Path where, List<String> command, @Nullable Path in, @Nullable Path out)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.redirectOutput(
        out == null ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.to(out.toFile()));
    if (in != null) {
      builder.redirectInput(in.toFile());
    }
    builder.environment().put("TZ", "UTC");
    assertThat(builder.start().waitFor()).as("%s", command).isZero();
  }
}
