package dev.eyepiece.stacks.format;

import static dev.eyepiece.stacks.TestStacks.read;
import static dev.eyepiece.stacks.TestStacks.sums;
import static dev.eyepiece.stacks.TestStacks.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.stacks.FlameLayout;
import dev.eyepiece.stacks.FlamePicture;
import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.StackDiff;
import dev.eyepiece.stacks.StackTree;
import dev.eyepiece.stacks.TestStacks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Pictures and texts that are written. */
class WritersTest {
  private static final String NASTY = "a<b>&\"'</script>]]>\u0001\ud800;x";

  private static FlamePicture picture(StackTree tree, @Nullable StackDiff diff) {
    StackTree shape = diff == null ? tree : diff.shape();
    return new FlamePicture(
        "a <title> & more", FlameLayout.of(shape, Order.NAME), diff, false, List.of("a note <b>"));
  }

  private static Document svg(FlamePicture picture) throws Exception {
    return svg(picture, SvgWriter.MAX_BOXES);
  }

  private static Document svg(FlamePicture picture, int maxBoxes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SvgWriter.write(picture, 1200, maxBoxes, out);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray()));
  }

  private static List<String> titles(Document svg) {
    NodeList nodes = svg.getElementsByTagName("title");
    List<String> titles = new ArrayList<>();
    for (int i = 1; i < nodes.getLength(); i++) {
      titles.add(nodes.item(i).getTextContent());
    }
    return titles;
  }

  @Test
  void collapsed_text_reads_back_as_the_same_stacks() throws Exception {
    List<String> lines = TestStacks.lines(new Random(TestStacks.seed()), 500);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CollapsedWriter.write(tree(lines.toArray(String[]::new)), out);
    assertThat(sums(read(out.toByteArray()).tree())).isEqualTo(sums(lines));
  }

  @Test
  void an_svg_is_xml_that_holds_the_total_and_every_function() throws Exception {
    List<String> lines = TestStacks.lines(new Random(TestStacks.seed()), 300);
    StackTree tree = tree(lines.toArray(String[]::new));
    Document svg = svg(picture(tree, null));
    List<String> titles = titles(svg);
    assertThat(titles).hasSize(tree.size());
    assertThat(titles.getFirst()).isEqualTo("all (" + tree.total() + " samples, 100 %)");
    for (String stack : sums(lines).keySet()) {
      for (String name : stack.split(";", -1)) {
        assertThat(titles).anyMatch(title -> title.startsWith(name + " ("));
      }
    }
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("a <title> & more", "total " + tree.total() + " samples", "a note <b>");
  }

  @Test
  void names_from_outside_cannot_break_out() throws Exception {
    StackTree tree = tree(NASTY + " 5");
    assertThat(titles(svg(picture(tree, null))))
        .anyMatch(title -> title.startsWith("a<b>&\"'</script>]]>"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlWriter.write(picture(tree, null), out);
    String html = out.toString(StandardCharsets.UTF_8);
    assertThat(html.split("</script>", -1)).hasSize(3);
    assertThat(html)
        .contains("a &lt;title&gt; &amp; more")
        .doesNotContain("<b>")
        .doesNotContain("@@")
        .doesNotContainPattern("(src|href)=");
  }

  @Test
  void boxes_lie_above_their_callers_and_inside_them() throws Exception {
    Document svg = svg(picture(tree("main;run;x 30", "main;y 70"), null));
    Element main = box(svg, "main (");
    Element run = box(svg, "run (");
    assertThat(number(main, "width")).isEqualTo(1180);
    assertThat(number(run, "width")).isEqualTo(354);
    assertThat(number(run, "y")).isEqualTo(number(main, "y") - 18);
  }

  private static Element box(Document svg, String title) {
    NodeList groups = svg.getElementsByTagName("g");
    for (int i = 0; i < groups.getLength(); i++) {
      Element group = (Element) groups.item(i);
      if (group.getFirstChild().getTextContent().startsWith(title)) {
        return (Element) group.getElementsByTagName("rect").item(0);
      }
    }
    throw new AssertionError("no " + title);
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  @Test
  void a_picture_with_very_many_calls_draws_the_widest_and_says_how_many_it_left()
      throws Exception {
    String[] lines = new String[600];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "main;f" + i + " " + (i < 400 ? 10 : 1);
    }
    Document svg = svg(picture(tree(lines), null), 500);
    List<String> titles = titles(svg);
    assertThat(titles.size()).isLessThan(600);
    assertThat(titles).anyMatch(title -> title.startsWith("f7 ("));
    assertThat(titles).anyMatch(title -> title.contains("small calls ("));
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("200 of 602 calls are too small");
  }

  @Test
  void a_difference_says_what_is_new_gone_and_how_much_the_rest_changed() throws Exception {
    StackDiff diff =
        StackDiff.of(
            tree("m;old 1000", "m;same 1000", "m;grew 1000"),
            tree("m;new 1000", "m;same 1000", "m;grew 2000"),
            false,
            StackDiff.Width.BOTH);
    Document svg = svg(picture(diff.shape(), diff));
    assertThat(titles(svg))
        .anyMatch(title -> title.startsWith("old (0 samples") && title.endsWith("gone)"))
        .anyMatch(title -> title.startsWith("new (1000 samples") && title.endsWith("new)"))
        .anyMatch(title -> title.startsWith("same (1000") && title.endsWith("no change)"))
        .anyMatch(title -> title.startsWith("grew (2000") && title.endsWith("+100 %)"));
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("total 4000 samples, before 3000 samples");
  }

  @Test
  void a_profile_of_nothing_is_a_picture_all_the_same() throws Exception {
    StackTree empty = read("a 0").tree();
    assertThat(titles(svg(picture(empty, null)))).containsExactly("all (0 samples, 0 %)");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlWriter.write(picture(empty, null), out);
    assertThat(out.size()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "abcdefghij, 10, abcdefghij",
    "abcdefghij, 5, ab…ij",
    "abcdefghij, 4, ab…j",
    "abcdefghij, 1, a…"
  })
  void names_are_cut_in_the_middle(String name, int length, String expected) {
    assertThat(Assets.cut(name, length)).isEqualTo(expected);
  }
}
