package dev.eyepiece.ottl.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  private static final String[] PIECES = {
    "set", "(", ")", "[", "]", "{", "}", ",", ".", "attributes", "span", "\"a\"", "1", "1.5",
        "0xff",
    "where", "and", "or", "not", "==", "!=", "<", "nil", "true", "=>", "=", "+", "-", "*", "/",
    "IsMatch", "SHA256", "_", ":", " ", "\"", "\\", "é", "Concat", "x"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set(span.attributes[\"a\"], 1)",
        "set(span.attributes[\"a\"][0][span.name], -1.5 * (2 + span.kind)) where not (a.b == 1 or true)",
        "set(a.b, {\"x\": [1, \"y\", nil], \"z\": {}}) where IsMatch(a.b, \"^\\\\d+$\") and a.c != 0xff",
        "replace_pattern(a.b, \"x\", \"y\", SHA256)",
        "replace_pattern(a.b, \"x\", \"y\", function=SHA256, replacement_format=\"%s\")",
        "set(a.b, All(a.c, (k, _) => k == 1))",
        "set(a.b, Foo()[\"x\"][0])",
        "set ( a . b , 1 )",
        "set(a.b, [])",
        "set(a.b, [1.5, .5, 1.])"
      })
  void readsStatements(String text) {
    Parser.Result<Ast.Statement> result = Parser.statement(text);
    assertThat(result.problems()).isEmpty();
    assertThat(result.tree()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "set(",
        "set(a.b, 1",
        "set(a.b, 1) where",
        "set(a.b, 1) where not not true",
        "Set(a.b, 1)",
        "set(a.b, set(a.c, 1))",
        "set(a.b, 1)[0]",
        "set(a.b, 1e5)",
        "set(a.b, 'x')",
        "set(a.b, \"\\.\")",
        "set(a.b, [1,])",
        "set(a.b, [1 2])",
        "set(a.b[1.5 2], 1)",
        "set(a.b, 0xf)",
        "set(a.b, 99999999999999999999)",
        "set(a.b, 1) where a.b",
        "set(a.b, 1) where a.b < 1 < 2",
        "set(a.b, \"x\" + \"y\")",
        "set(a.b, 1) where a.b == 1 AND true",
        "set(a.b, (x) => (y) => 1)",
        "set(a.b, 5 % 2)"
      })
  void refusesStatements(String text) {
    Parser.Result<Ast.Statement> result = Parser.statement(text);
    assertThat(result.tree()).isNull();
    assertThat(result.problems()).isNotEmpty();
  }

  @Test
  void findsSeveralProblems() {
    Parser.Result<Ast.Statement> result =
        Parser.statement("set(a.b[, 1e5) where a.c = 1 and not not true");
    assertThat(result.problems()).hasSizeGreaterThan(1);
    assertThat(Parser.statement("set(a.b, 1e5, , 2) where a.c == 2e3 or a.d = 1").problems())
        .hasSizeGreaterThan(2);
  }

  @Test
  void placesProblems() {
    Problem problem = Parser.condition("a.b == 1 and c 5").problems().getFirst();
    assertThat(problem.start()).isEqualTo(15);
    assertThat(problem.message()).contains("found \"5\"");
  }

  @Test
  void readsDeepBracketsInLinearTimeAndRefusesDeeperOnes() {
    String deep = "(".repeat(40) + "true" + ")".repeat(40);
    assertThat(Parser.condition(deep).problems()).isEmpty();
    String deeper = "(".repeat(5_000) + "true" + ")".repeat(5_000);
    assertThat(Parser.condition(deeper).problems())
        .anyMatch(problem -> problem.message().contains("nested deeper"));
  }

  @Test
  void neverThrows() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int pieces = random.nextInt(25);
      for (int j = 0; j < pieces; j++) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String rule = text.toString();
      for (Parser.Result<?> result :
          List.of(Parser.statement(rule), Parser.condition(rule), Parser.value(rule))) {
        assertThat(result.tree() == null)
            .as("seed %d: %s", seed, rule)
            .isEqualTo(!result.problems().isEmpty());
        for (Problem problem : result.problems()) {
          assertThat(problem.start()).as("seed %d: %s", seed, rule).isBetween(0, rule.length());
          assertThat(problem.end()).isBetween(problem.start(), rule.length());
        }
      }
    }
  }

  @Test
  void tokensCoverTheText() {
    String text = "set(span.attributes[\"x\"], 0x1f) where not nil";
    List<Token> tokens = Lexer.tokens(text, new java.util.ArrayList<>());
    StringBuilder joined = new StringBuilder();
    for (Token token : tokens) {
      assertThat(text.substring(token.start(), token.end())).isEqualTo(token.text());
      joined.append(token.text());
    }
    assertThat(joined.toString()).isEqualTo(text.replace(" ", ""));
  }
}
