package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.TestTraces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles on the command line. */
class BundleCommandTest {
  private static final int SPANS = 300;

  @TempDir Path home;
  private TestProgram program;
  private Path held;

  @BeforeEach
  void fill() throws Exception {
    program = new TestProgram(home);
    held = home.resolve("held");
    Path file =
        Files.write(home.resolve("given"), new TestTraces(7, false).request(SPANS).toByteArray());
    done("import", file.toString(), "--data", held.toString());
  }

  private TestProgram.Result done(String... arguments) {
    TestProgram.Result result = program.run(arguments);
    assertThat(result.exit()).as(result.err()).isZero();
    return result;
  }

  private List<String> spans(Path folder) {
    return done("query", "--data", folder.toString(), "--limit", "0", "--format", "json")
        .out()
        .lines()
        .sorted()
        .toList();
  }

  @Test
  void a_bundle_is_imported_with_its_rules_switched_off() throws Exception {
    Path rules = Files.writeString(home.resolve("rules"), "set(span.attributes[\"x\"], 1)");
    done(
        "rules",
        "add",
        rules.toString(),
        "--id",
        "mine",
        "--signals",
        "traces",
        "--enable",
        "--data",
        held.toString());
    Path file = home.resolve("all.eyepiece");
    TestProgram.Result out = done("bundle", "--out", file.toString(), "--data", held.toString());
    assertThat(out.line()).isEqualTo("eyepiece bundle: 300 spans, 1 rule sets in " + file);
    Path other = home.resolve("other");
    TestProgram.Result in = done("import", file.toString(), "--data", other.toString());
    assertThat(in.out()).startsWith("300 spans in ").contains("300 accepted, 0 rejected, 0 failed");
    assertThat(in.err()).contains("rule sets, switched off: mine");
    assertThat(spans(other)).isEqualTo(spans(held));
    assertThat(done("rules", "list", "--data", other.toString(), "--format", "json").out())
        .contains("\"id\":\"mine\"")
        .contains("\"enabled\":false");
  }

  @Test
  void a_search_chooses_what_is_in_a_bundle() throws Exception {
    Path file = home.resolve("errors.eyepiece");
    done("bundle", "--out", file.toString(), "--data", held.toString(), "status:error");
    Path other = home.resolve("other");
    done("import", file.toString(), "--data", other.toString());
    assertThat(done("query", "--data", other.toString(), "--count").out())
        .isEqualTo(done("query", "--data", held.toString(), "status:error", "--count").out());
    TestProgram.Result wrong =
        program.run(
            "bundle", "--out", home.resolve("b").toString(), "--data", held.toString(), "((");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(Files.exists(home.resolve("b"))).isFalse();
    TestProgram.Result there =
        program.run("bundle", "--out", file.toString(), "--data", held.toString());
    assertThat(there.exit()).isEqualTo(2);
    assertThat(there.line()).contains("expected a new file");
  }

  @Test
  void a_bundle_is_opened_in_a_folder_of_its_own_and_read_once() throws Exception {
    Path file = home.resolve("all.eyepiece");
    done("bundle", "--out", file.toString(), "--data", held.toString());
    Path own = home.resolve("own");
    for (int round = 0; round < 2; round++) {
      try (TestProgram.Serving serving =
          program.serve("open", file.toString(), "--data", own.toString())) {
        assertThat(done("query", "--api", serving.address("local API"), "--count").out())
            .isEqualTo("{\"count\": 300}\n");
      }
    }
    assertThat(spans(own)).isEqualTo(spans(held));
    try (Stream<Path> beside = Files.list(home)) {
      assertThat(beside.map(path -> path.getFileName().toString())).doesNotContain("own.part");
    }
    TestProgram.Result taken = program.run("open", file.toString(), "--data", held.toString());
    assertThat(taken.exit()).isEqualTo(2);
    assertThat(taken.line()).contains("is there and is not of a bundle");
  }

  @Test
  void a_file_that_is_no_bundle_is_refused_in_a_line() throws Exception {
    Path file = Files.writeString(home.resolve("x.eyepiece"), "PK\3\4 and no more");
    for (String command : List.of("open", "import")) {
      TestProgram.Result result =
          program.run(command, file.toString(), "--data", home.resolve("new").toString());
      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.line())
          .startsWith("eyepiece " + command + ": " + file)
          .contains("expected a bundle as 'eyepiece bundle' writes it");
    }
  }
}
