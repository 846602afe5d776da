package dev.eyepiece.ottl.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.RuleSyntaxException;
import dev.eyepiece.ottl.processor.JsonTree;
import dev.eyepiece.ottl.syntax.Ast;
import dev.eyepiece.ottl.syntax.Parser;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The canonical form means the same, and is its own canonical form. */
class FormatTest {
  private static final Set<String> PLACES = Set.of("start", "end", "nameEnd");

  @Test
  void every_statement_of_the_corpus_keeps_its_meaning() throws Exception {
    int formatted = 0;
    for (String text : texts()) {
      @Nullable Object tree = tree(text);
      if (tree != null) {
        String once = Ottl.format(text);
        assertThat(shape(tree(once))).as("%s -> %s", text, once).isEqualTo(shape(tree));
        assertThat(Ottl.format(once)).as(text).isEqualTo(once);
        formatted++;
      }
    }
    assertThat(formatted).isGreaterThan(4_000);
  }

  private static @Nullable Object tree(String text) {
    Ast.Statement statement = Parser.statement(text).tree();
    return statement != null ? statement : Parser.condition(text).tree();
  }

  /** All texts of all configurations. */
  private static Set<String> texts() throws IOException {
    Set<String> texts = new LinkedHashSet<>();
    for (String line : OttlCorpusTest.lines("cases.jsonl.gz")) {
      collect(
          JsonTree.readCase(line.getBytes(StandardCharsets.UTF_8)).fields().get("config"), texts);
    }
    return texts;
  }

  private static void collect(@Nullable Object value, Set<String> texts) {
    switch (value) {
      case String text -> texts.add(text);
      case List<?> list -> list.forEach(item -> collect(item, texts));
      case Map<?, ?> map -> map.values().forEach(item -> collect(item, texts));
      case null, default -> {}
    }
  }

  /** A tree without the places of its nodes. */
  private static Object shape(@Nullable Object tree) throws ReflectiveOperationException {
    if (tree instanceof List<?> list) {
      List<Object> shapes = new ArrayList<>();
      for (Object item : list) {
        shapes.add(shape(item));
      }
      return shapes;
    }
    if (tree instanceof byte[] bytes) {
      return Arrays.toString(bytes);
    }
    if (!(tree instanceof Record)) {
      return String.valueOf(tree);
    }
    List<Object> shape = new ArrayList<>(List.of(tree.getClass().getSimpleName()));
    for (RecordComponent component : tree.getClass().getRecordComponents()) {
      if (!PLACES.contains(component.getName())) {
        shape.add(shape(component.getAccessor().invoke(tree)));
      }
    }
    return shape;
  }

  @Test
  void blanks_brackets_and_escapes_have_one_form() throws Exception {
    Map<String, String> forms =
        Map.of(
            "set( log.body ,\"a\")where((log.flags==1)or not(IsMatch(log.body,\"x\")))",
            "set(log.body, \"a\") where log.flags == 1 or not IsMatch(log.body, \"x\")",
            "set(log.body, Is Match(log.body, pattern = \"\\u0041\\t\"))",
            "set(log.body, IsMatch(log.body, pattern=\"A\\t\"))",
            "log.flags==1 and(log.flags>=2 or true)",
            "log.flags == 1 and (log.flags >= 2 or true)",
            "set(log.body,{\"a\":[1 ,.5,0xFF],\"b\":-(1+2)*3,})",
            "set(log.body, {\"a\": [1, 0.5, 0xff], \"b\": -(1 + 2) * 3})");
    for (var form : forms.entrySet()) {
      assertThat(Ottl.format(form.getKey())).isEqualTo(form.getValue());
    }
  }

  @Test
  void of_a_file_the_rules_alone_change() throws Exception {
    String file =
        """
        # all of it stays
        receivers: {otlp:   {}}
        processors:
          transform/a:
            log_statements:
              - set(log.body,"a")   # a comment
              - 'set(log.body,"it''s")'
              - "set( log.body, \\"b\\" )"
              - context: log
                conditions: [ 'flags==1',  "body!=nil" ]
                statements:
                  - >-
                    set(body,"c")
                      where flags==1

                  - set(body, "d")
          batch: {timeout:   1s}
          filter:
            logs:
              log_record:
                - |
                  IsMatch(body,"x")
            error_mode:   ignore
        """;
    String expected =
        file.replace("log.body,\"a\")", "log.body, \"a\")")
            .replace("log.body,\"it", "log.body, \"it")
            .replace("set( log.body, \\\"b\\\" )", "set(log.body, \\\"b\\\")")
            .replace("flags==1'", "flags == 1'")
            .replace("body!=nil", "body != nil")
            .replaceFirst(
                "set\\(body,\"c\"\\)\\s+where flags==1", "set(body, \"c\") where flags == 1")
            .replace("body,\"x\"", "body, \"x\"");
    assertThat(Ottl.formatFile(file)).isEqualTo(expected);
    assertThat(Ottl.formatFile(expected)).isEqualTo(expected);
  }

  @Test
  void a_plain_text_that_no_longer_can_be_plain_is_quoted() throws Exception {
    String file = "- set(log.body,\n    {\"a\":1})\n";
    assertThat(Ottl.formatFile(file)).isEqualTo("- 'set(log.body, {\"a\": 1})'\n");
  }

  @Test
  void what_an_alias_repeats_is_formatted_once() throws Exception {
    String file =
        """
        # 😀
        transform/a: {log_statements: &same ['set(log.body,"😀")', 'set(log.body,1)']}
        transform/b: {log_statements: *same}
        transform/c: {log_statements: ['set(log.body,2)']}
        """;
    assertThat(Ottl.formatFile(file))
        .isEqualTo(
            file.replace("body,\"", "body, \"")
                .replace("body,1", "body, 1")
                .replace("y,2", "y, 2"));
  }

  @Test
  void lines_of_statements_keep_their_comments() throws Exception {
    assertThat(Ottl.formatFile("# one\n\nset(log.body,1)\n  set(log.body,2)"))
        .isEqualTo("# one\n\nset(log.body, 1)\n  set(log.body, 2)");
  }

  @Test
  void what_is_wrong_is_said_with_its_line() {
    assertThatThrownBy(() -> Ottl.formatFile("- set(log.body, 1)\n- set(log.body, \n"))
        .isInstanceOf(RuleSyntaxException.class)
        .hasMessageStartingWith("line 2: expected");
    assertThatThrownBy(() -> Ottl.format("set(")).isInstanceOf(RuleSyntaxException.class);
  }
}
