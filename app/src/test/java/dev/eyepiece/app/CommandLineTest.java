package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line takes, refuses, and says. */
class CommandLineTest {
  @TempDir Path home;
  private TestProgram program;

  @BeforeEach
  void program() {
    program = new TestProgram(home);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''     | serve send query export import flamegraph fleet rules run doctor --version --help
          serve  | --data --otlp-grpc --otlp-http --opamp --api --opamp-connect --opamp-token-file
          send   | FILE --to
          query  | SEARCH --api --data --signal --since --limit --count --format --sql --expect \
          --token-file
          export | SEARCH --api --data --signal --since --limit --format --out --token-file
          import | FILE --api --data
          flamegraph | FILE --out --diff --type --group --order --invert --icicle --width
          fleet  | --agent --file --wait --api --format --name --data --token-file
          rules  | list show add enable disable remove ID FILE --api --data --format
          run    | COMMAND --name --api
          doctor | --data
          """)
  void help_names_every_command_and_option_of_the_contract(String command, String words) {
    TestProgram.Result help =
        command.isEmpty() ? program.run("--help") : program.run(command, "--help");
    assertThat(help.exit()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains(words.split("\\s+"));
  }

  @Test
  void the_version_is_one_line_with_a_number() {
    TestProgram.Result version = program.run("--version");
    assertThat(version.exit()).isZero();
    assertThat(version.out()).matches("eyepiece \\d+\\.\\d+\\.\\d+.* \\(Java 25, .*\\)\\R");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serve --opamp nowhere                  | 2 | eyepiece serve: --opamp: 'nowhere' is not
          serve --opamp-connect ftp://h/v1       | 2 | eyepiece serve: --opamp-connect: 'ftp://h/v1' is
          fleet                                  | 2 | eyepiece fleet: Missing required
          fleet drive                            | 2 | eyepiece fleet: 'drive' is unknown; expected
          fleet show                             | 2 | eyepiece fleet: show: no agent is named
          fleet show nobody                      | 2 | eyepiece fleet: show: 'nobody' is no uid of an
          fleet push --agent 0190                | 2 | eyepiece fleet: push: --file is missing
          fleet list --data /not/there           | 3 | eyepiece fleet: no agent runs on the data
          query --signal smoke                   | 2 | eyepiece query: --signal: 'smoke' is no signal
          query --since yesterday                | 2 | eyepiece query: --since 'yesterday' is neither
          query --limit -1                       | 2 | eyepiece query: --limit: '-1' is no number
          query --limit many                     | 2 | eyepiece query: --limit: 'many' is no number
          query --format xml                     | 2 | eyepiece query: --format: 'xml' is no format
          query --expect rows>1                  | 2 | eyepiece query: --expect: 'rows>1' is no
          query --sql                            | 2 | eyepiece query: --sql needs a statement
          query --sql x --since 1m               | 2 | eyepiece query: --since does not go with --sql
          query --api localhost:1 --data /tmp    | 2 | eyepiece query: --api and --data name two
          query --api here                       | 2 | eyepiece query: --api: 'here' is no address
          query --data /not/there                | 2 | eyepiece query: the data folder /not/there is
          query --token-file /no --api h:1       | 2 | eyepiece query: --token-file: cannot read '/no'
          query --colour                         | 2 | eyepiece query: unknown option '--colour'
          serve extra                            | 2 | eyepiece serve: unknown argument 'extra'
          serve --api                            | 2 | eyepiece serve: Missing required parameter
          serve --otlp-grpc nowhere              | 2 | eyepiece serve: --otlp-grpc: 'nowhere' is not
          serve --otlp-http 0.0.0.0:1            | 2 | eyepiece serve: --otlp-http: otlp.http 0.0.0.0:1
          conventions                            | 2 | eyepiece: unknown command 'conventions'
          run                                    | 2 | eyepiece run: Missing required parameter
          run -- true                            | 3 | eyepiece run: no agent is running; start one
          run --api localhost:1 -- true          | 3 | eyepiece run: no agent of this user answers at
          send                                   | 2 | eyepiece send: Missing required
          send x --to localhost:1                | 2 | eyepiece send: cannot read 'x'
          send x                                 | 2 | eyepiece send: Missing required option: '--to
          send x --to ftp://h                    | 2 | eyepiece send: --to: 'ftp://h' is no endpoint
          """)
  void what_cannot_be_done_is_one_line_with_what_was_expected(
      String arguments, int exit, String line) {
    TestProgram.Result result = program.run(arguments.strip().split("\\s+"));
    assertThat(result.line()).startsWith(line);
    assertThat(result.line().lines()).hasSize(1);
    assertThat(result.exit()).isEqualTo(exit);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void a_broken_settings_file_is_told_with_its_line() throws Exception {
    Files.createDirectories(program.folders().config());
    Files.writeString(program.folders().settingsFile(), "api: localhost:1\ncolor: red\n");
    TestProgram.Result result = program.run("serve");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.line())
        .startsWith("eyepiece serve: " + program.folders().settingsFile() + ":2: unknown key");
  }

  @Test
  void without_a_display_the_window_serves_and_says_so() throws Exception {
    Path data = home.resolve("d");
    try (TestProgram.Serving serving =
        program.serve(
            "--data",
            data.toString(),
            "--otlp-grpc",
            "127.0.0.1:0",
            "--otlp-http",
            "127.0.0.1:0",
            "--api",
            "127.0.0.1:0")) {
      assertThat(serving.err()).startsWith("eyepiece: no window, because neither DISPLAY nor");
      assertThat(serving.out()).endsWith("ready\n");
      assertThat(serving.stop()).isZero();
    }
  }

  @Test
  void the_doctor_prints_a_line_for_each_finding() {
    TestProgram.Result result = program.run("doctor", "--api", "127.0.0.1:0");
    assertThat(result.exit()).isIn(0, 1);
    assertThat(result.out()).contains("Java", "data folder", "disk", "API port", "display");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "query --help"})
  void help_loads_nothing_that_is_large(String arguments) throws Exception {
    Process process =
        new ProcessBuilder(command(List.of("-Xlog:class+load"), arguments.split(" "))).start();
    List<String> large;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      large =
          out.lines()
              .filter(line ->
                  line.matches(
                      ".*\\] (io\\.netty|io\\.grpc|org\\.duckdb|javafx|org\\.apache\\.arrow|tools\\.jackson|java\\.net\\.http)\\..*"))
              .toList();
    }
    assertThat(process.waitFor()).isZero();
    assertThat(large).isEmpty();
  }

  private static List<String> command(List<String> flags, String... arguments) {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.eyepiece.app.Main"));
    command.addAll(List.of(arguments));
    return command;
  }
}
