package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eyepiece.profiler.ProfilerRights;
import dev.eyepiece.stacks.StackFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code eyepiece profile} on this machine, beside a thread of this process that is busy. */
class ProfileCommandTest {
  @TempDir Path home;
  private TestProgram program;
  private volatile boolean stop;
  private Thread busy;

  @BeforeEach
  void work() {
    ProfilerRights rights = ProfilerRights.look();
    assumeTrue(rights.linuxOnX64(), "profiling is of Linux on x86-64");
    assumeTrue(
        rights.wholeHostLacks() == null || rights.paranoid() <= 2,
        "this process may profile nothing here");
    program = new TestProgram(home);
    busy =
        Thread.ofPlatform()
            .name("busy-one")
            .start(() -> {
              long sum = 0;
              while (!stop) {
                sum += System.nanoTime();
              }
              assertThat(sum).isNotZero();
            });
  }

  @AfterEach
  void rest() throws Exception {
    stop = true;
    if (busy != null) {
      busy.join();
    }
  }

  /** Profiles this process for a second into files. */
  private TestProgram.Result profile(Path... files) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "profile",
                "--pid",
                Long.toString(ProcessHandle.current().pid()),
                "--hz",
                "499",
                "--duration",
                "1s"));
    for (Path file : files) {
      arguments.addAll(List.of("--out", file.toString()));
    }
    return program.run(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"otlp", "pprof", "collapsed"})
  void every_format_holds_what_ran(String ending) throws Exception {
    Path out = home.resolve("cpu." + ending);
    TestProgram.Result result = profile(out);
    assertThat(result.exit()).as(result.err()).isZero();
    var profile = StackFiles.read(out);
    assertThat(profile.total(0)).isGreaterThan(100);
    List<String> names = profile.frames().stream().map(frame -> frame.name()).toList();
    assertThat(names).contains("__clone3", "start_thread");
    assertThat(result.out()).contains(profile.total(0) + " samples");
    if (!ending.equals("collapsed")) {
      assertThat(profile.labelTotals(0, "thread")).containsKey("busy-one");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"svg", "html", "png"})
  void pictures_are_drawn(String ending) throws Exception {
    Path out = home.resolve("cpu." + ending);
    assertThat(profile(out).exit()).isZero();
    assertThat(Files.size(out)).isGreaterThan(1_000);
    if (ending.equals("svg")) {
      assertThat(Files.readString(out)).contains("start_thread");
    }
  }

  @Test
  void one_run_is_written_into_several_files() throws Exception {
    Path collapsed = home.resolve("cpu.collapsed");
    Path pprof = home.resolve("cpu.pprof");
    Path svg = home.resolve("cpu.svg");
    TestProgram.Result result = profile(collapsed, svg, pprof);
    assertThat(result.exit()).as(result.err()).isZero();
    long total = StackFiles.read(collapsed).total(0);
    assertThat(total).isGreaterThan(100);
    assertThat(StackFiles.read(pprof).total(0)).isEqualTo(total);
    assertThat(Files.readString(svg)).contains("start_thread");
    assertThat(result.out())
        .contains(total + " samples", " -> " + collapsed + ", " + svg + ", " + pprof);
  }

  @Test
  void a_receiver_that_is_gone_costs_no_file() throws Exception {
    Path out = home.resolve("cpu.collapsed");
    TestProgram.Result result =
        program.run(
            "profile",
            "--pid",
            Long.toString(ProcessHandle.current().pid()),
            "--duration",
            "1s",
            "--to",
            "http://127.0.0.1:1",
            "--out",
            out.toString());
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("127.0.0.1:1");
    assertThat(StackFiles.read(out).total(0)).isPositive();
  }

  @Test
  void a_receiver_gets_profiles_and_holds_them() throws Exception {
    Path otlp = home.resolve("cpu.otlp");
    Path collapsed = home.resolve("cpu.collapsed");
    try (TestProgram.Serving serving = program.serveOn(home.resolve("data"))) {
      TestProgram.Result sent =
          program.run(
              "profile",
              "--pid",
              Long.toString(ProcessHandle.current().pid()),
              "--duration",
              "1500ms",
              "--to",
              serving.address("OTLP/HTTP"),
              "--out",
              otlp.toString(),
              "--out",
              collapsed.toString());
      assertThat(sent.exit()).as(sent.err()).isZero();
      assertThat(sent.out()).contains(StackFiles.read(otlp).total(0) + " samples");
      assertThat(StackFiles.read(collapsed).total(0)).isEqualTo(StackFiles.read(otlp).total(0));
      TestProgram.Result held =
          program.run(
              "query",
              "--signal",
              "profiles",
              "--format",
              "json",
              "--limit",
              "5",
              "--api",
              serving.address("local API"));
      assertThat(held.out()).contains("\"thread.name\":\"busy-one\"");
    }
  }
}
