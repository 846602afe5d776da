package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that draws flame graphs. */
class FlameGraphTest {
  private static final String STACKS = "main;run;parse 300\nmain;run;read 500\nmain;idle 200\n";

  @TempDir Path home;
  private TestProgram program;

  @BeforeEach
  void program() throws IOException {
    program = new TestProgram(home);
    Files.writeString(home.resolve("a.txt"), STACKS);
    Files.writeString(home.resolve("b.txt"), "main;run;parse 900\nmain;gone 100\n");
  }

  private String file(String name) {
    return home.resolve(name).toString();
  }

  private String draw(String... arguments) throws IOException {
    String[] all = new String[arguments.length + 4];
    all[0] = "flamegraph";
    all[1] = file("a.txt");
    all[2] = "--out";
    all[3] = file("out.svg");
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    TestProgram.Result result = program.run(all);
    assertThat(result.err()).doesNotContain("expected");
    assertThat(result.exit()).isZero();
    return Files.readString(home.resolve("out.svg"));
  }

  @Test
  void an_svg_is_xml_with_the_total_and_the_names_of_functions() throws Exception {
    String svg = draw();
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(home.resolve("out.svg").toFile());
    assertThat(svg).contains("1000 samples", "main", "run", "parse", "read (500 samples, 50.00 %)");
  }

  @Test
  void html_and_png_are_written_by_the_ending() throws Exception {
    assertThat(program.run("flamegraph", file("a.txt"), "--out", file("o.html")).exit()).isZero();
    assertThat(Files.readString(home.resolve("o.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("parse");
    TestProgram.Result png =
        program.run(
            "flamegraph", file("a.txt"), "--out", file("o.PNG"), "--dark", "--width", "600");
    assertThat(png.exit()).isZero();
    assertThat(png.out()).startsWith("a.txt: total 1000 samples, 5 calls, 3 deep -> ");
    BufferedImage image = ImageIO.read(home.resolve("o.PNG").toFile());
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xFF14171C);
  }

  @Test
  void standard_input_is_read_and_collapsed_stacks_written() throws Exception {
    TestProgram.Result result =
        program.run(
            STACKS.getBytes(StandardCharsets.UTF_8),
            "flamegraph",
            "-",
            "--out",
            file("o.collapsed"),
            "--hide",
            "^run$");
    assertThat(result.exit()).isZero();
    assertThat(Files.readString(home.resolve("o.collapsed")).lines())
        .containsExactlyInAnyOrder("main;parse 300", "main;read 500", "main;idle 200");
  }

  @Test
  void a_comparison_says_what_changed_and_what_is_gone() throws Exception {
    TestProgram.Result result =
        program.run("flamegraph", file("a.txt"), "--diff", file("b.txt"), "--out", file("out.svg"));
    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("10.00 % of the total before are gone");
    assertThat(Files.readString(home.resolve("out.svg")))
        .contains("read (500 samples, 50.00 %; before 0 samples, 0 %; new)")
        .contains("less than before");
    assertThat(draw("--diff", file("b.txt"), "--diff-width", "both")).contains("gone (0 samples");
  }

  @Test
  void a_file_beside_itself_has_not_changed() throws Exception {
    assertThat(draw("--diff", file("a.txt"))).contains("no change").doesNotContain("new)", "gone)");
  }

  @Test
  void what_is_left_out_is_said() throws Exception {
    assertThat(draw("--keep", "parse"))
        .contains("300 samples")
        .contains("70.00 % of the total is left out")
        .doesNotContain("idle (");
    assertThat(draw("--invert")).contains("parse (300 samples");
  }

  @Test
  void processes_are_the_outermost_frames_where_there_are_several() throws Exception {
    Files.writeString(
        home.resolve("a.txt"),
        """
        java 12/13 [001]  5.000001:   10101010 cpu-clock:
        \t          40112d main+0x1d (/srv/app)

        ruby 14/14 [001]  5.000001:   10101010 cpu-clock:
        \t          40112d main+0x1d (/srv/app)

        """);
    assertThat(draw()).contains("process java 12 (1 ", "process ruby 14 (1 ");
    assertThat(draw("--group", "none")).doesNotContain("java 12");
    assertThat(draw("--order", "time")).contains("main (2 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--out OUT.gif|.svg, .html, .png or .collapsed",
        "--out OUT.svg --type lock|samples",
        "--out OUT.svg --group thread|none",
        "--out OUT.svg --order age|weight, name, time",
        "--out OUT.svg --order time|name or weight",
        "--out OUT.svg --width 3|300 to 10000",
        "--out OUT.svg --width x|300 to 10000",
        "--out OUT.svg --diff-by x|share, value",
        "--out OUT.svg --diff nowhere|that is there",
        "--out /nowhere/at/all/x.svg|a folder that is there",
      })
  void wrong_use_is_one_line_with_what_was_expected(String line) {
    String[] parts = line.split("\\|", -1);
    String[] options = parts[0].replace("OUT", file("o")).split(" ", -1);
    String[] all = new String[options.length + 2];
    all[0] = "flamegraph";
    all[1] = file("a.txt");
    System.arraycopy(options, 0, all, 2, options.length);
    TestProgram.Result result = program.run(all);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.line()).startsWith("eyepiece flamegraph: ").contains("expected", parts[1]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          hello          | line 1
          {"a": 1}       | JSON
          ~~             | nothing is in it
          """)
  void a_file_that_is_no_profile_is_one_line_with_its_name(String text, String what)
      throws Exception {
    Files.writeString(home.resolve("bad"), text);
    TestProgram.Result result = program.run("flamegraph", file("bad"), "--out", file("o.svg"));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.line()).contains(file("bad"), what, "expected");
    assertThat(home.resolve("o.svg")).doesNotExist();
  }
}
