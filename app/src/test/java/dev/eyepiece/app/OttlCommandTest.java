package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that checks and runs rules. */
class OttlCommandTest {
  private static final String LOGS =
      "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityNumber\":9,\"body\":"
          + "{\"stringValue\":\"a\"}},{\"severityNumber\":17,\"body\":{\"stringValue\":\"b\"}}]}]}]}";

  @TempDir Path home;
  private TestProgram program;

  @BeforeEach
  void program() throws IOException {
    program = new TestProgram(home);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text).toString();
  }

  private String file(String name) {
    return home.resolve(name).toString();
  }

  @Test
  void good_rules_pass_a_check_and_bad_ones_fail_with_their_line() throws Exception {
    String good = file("good.txt", "set(log.body, \"x\") where log.severity_number > 9\n");
    TestProgram.Result result = program.run("ottl", "check", good);
    assertThat(result.exit()).isZero();
    String bad =
        file(
            "bad.yaml",
            """
            processors:
              transform/one:
                log_statements:
                  - set(log.body, "x")
                  - set(log.boddy, "x")
            """);
    result = program.run("ottl", "check", bad);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("line 5", "transform/one", "boddy");
  }

  @Test
  void what_is_no_rules_is_bad_input() throws Exception {
    assertThat(program.run("ottl", "check", file("none.yaml")).exit()).isEqualTo(2);
    TestProgram.Result result = program.run("ottl", "check", file("x.yaml", "a: [1"));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(program.run("ottl", "shake", file("x.yaml")).exit()).isEqualTo(2);
    assertThat(program.run("ottl", "run", "--in", file("x.yaml")).exit()).isEqualTo(2);
  }

  @Test
  void rules_run_over_a_file_and_say_what_they_did_and_why() throws Exception {
    String rules =
        file(
            "rules.yaml",
            """
            processors:
              transform:
                log_statements:
                  - set(log.attributes["bad"], true) where log.severity_number >= 17
              filter:
                log_conditions:
                  - log.body == "a"
            """);
    TestProgram.Result result =
        program.run(
            "ottl",
            "run",
            "--rules",
            rules,
            "--in",
            file("in.json", LOGS),
            "--out",
            file("out.json"),
            "--explain",
            file("why.json"));
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("1 requests read", "matched 1, changed 1, dropped 0, errors 0");
    assertThat(Files.readString(home.resolve("out.json")))
        .contains("\"b\"", "\"bad\"")
        .doesNotContain("\"a\"");
    assertThat(Files.readString(home.resolve("why.json")))
        .contains("\"outcome\":\"not_matched\"", "\"value\":\"9\"", "log.severity_number");
  }

  @Test
  void cases_are_answered_each_by_its_id() throws Exception {
    String cases =
        file(
            "cases.jsonl",
            "{\"id\":\"1\",\"signal\":\"logs\",\"processor\":\"filter\",\"config\":"
                + "{\"log_conditions\":[\"log.severity_number > 0\"]},\"input\":"
                + LOGS
                + "}\n{\"id\":\"2\",\"signal\":\"logs\",\"processor\":\"transform\",\"config\":"
                + "{\"nope\":1},\"input\":{}}\n");
    TestProgram.Result result =
        program.run("ottl", "run", "--cases", cases, "--out", file("results.jsonl"));
    assertThat(result.exit()).isZero();
    assertThat(Files.readAllLines(home.resolve("results.jsonl")))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("{\"id\":\"1\",\"output\":{}}"),
            second -> assertThat(second).startsWith("{\"id\":\"2\",\"error\":\"config\""));
  }

  @Test
  void tests_of_rules_are_folders_and_say_where_they_fail() throws Exception {
    Path tests = Files.createDirectories(home.resolve("tests"));
    Files.writeString(tests.resolve("rules.txt"), "set(log.body, \"x\") where log.body == \"a\"\n");
    for (String name : new String[] {"good", "bad", "lost", "own"}) {
      Files.createDirectories(tests.resolve(name));
      Files.writeString(tests.resolve(name + "/in.json"), LOGS);
    }
    Files.writeString(tests.resolve("good/out.json"), LOGS.replace("\"a\"", "\"x\""));
    Files.writeString(tests.resolve("bad/out.json"), LOGS);
    Files.writeString(
        tests.resolve("own/rules.yaml"), "filter:\n  log_conditions: ['log.body != nil']\n");
    Files.writeString(tests.resolve("own/out.json"), "{}\n");
    TestProgram.Result result = program.run("ottl", "test", tests.toString());
    assertThat(result.out().lines())
        .containsExactly(
            "FAILED  bad: resourceLogs[0].scopeLogs[0].logRecords[0].body.stringValue: expected"
                + " \"a\", found \"x\"",
            "ok      good",
            "FAILED  lost: there is no out.json or out.jsonl that says what is expected",
            "ok      own",
            "4 tests, 2 failed");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(program.run("ottl", "test", tests.resolve("good").toString()).exit()).isEqualTo(1);
    Files.copy(tests.resolve("rules.txt"), tests.resolve("good/rules.txt"));
    assertThat(program.run("ottl", "test", tests.resolve("good").toString()).exit()).isZero();
    assertThat(program.run("ottl", "test", file("none")).line()).contains("is no folder");
    Path empty = Files.createDirectories(home.resolve("empty"));
    assertThat(program.run("ottl", "test", empty.toString()).exit()).isEqualTo(2);
  }

  @Test
  void explain_tells_of_each_record_what_each_statement_did_and_why() throws Exception {
    String rules = file("why.txt", "set(log.body, \"x\") where log.severity_number > 9\n");
    TestProgram.Result result =
        program.run("ottl", "explain", "--rules", rules, "--in", file("in.json", LOGS));
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines().map(String::strip))
        .containsSequence(
            "- set(log.body, \"x\") where log.severity_number > 9", "log.severity_number = 9")
        .contains("+ set(log.body, \"x\") where log.severity_number > 9");
    assertThat(result.out()).contains(", record 1", ", record 2");
    assertThat(result.out())
        .contains("= log.body is \"x\", by set(log.body, \"x\") where log.severity_number > 9");
  }

  @Test
  void format_prints_one_form_and_writes_it_when_asked() throws Exception {
    String text = "log_statements:\n  - set( log.body,1 )  # why\n";
    String formed = "log_statements:\n  - set(log.body, 1)  # why\n";
    String rules = file("form.yaml", text);
    TestProgram.Result result = program.run("ottl", "format", rules);
    assertThat(result.exit()).isZero();
    assertThat(result.out()).isEqualTo(formed);
    assertThat(Files.readString(home.resolve("form.yaml"))).isEqualTo(text);
    assertThat(program.run("ottl", "format", rules, "--write").out()).contains("changed");
    assertThat(Files.readString(home.resolve("form.yaml"))).isEqualTo(formed);
    assertThat(program.run("ottl", "format", rules, "--write").out()).contains("nothing to change");
    result = program.run("ottl", "format", file("bad.txt", "set(log.body\n"));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("line 1: expected");
  }

  @Test
  void rules_are_those_of_the_version_that_is_asked_for() throws Exception {
    String rules = file("new.txt", "clear(log.attributes)\n");
    assertThat(program.run("ottl", "check", rules).exit()).isZero();
    TestProgram.Result result = program.run("ottl", "check", rules, "--ottl-version", "0.155");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("has a function clear: it is there from 0.161 on");
    result = program.run("ottl", "check", rules, "--ottl-version", "0.99");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("expected one of 0.120, 0.146, 0.155, 0.161, 1.0");
  }
}
