package dev.eyepiece.ruleeditor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuleTextTest {
  @Test
  void aLineIsAStatementUnlessItIsEmptyOrAComment() {
    String text = "# why\n\nset(span.name, \"a\")\n  - delete_key(span.attributes, \"k\")  \n";
    RuleText rules = RuleText.of(text);
    assertThat(rules.yaml()).isFalse();
    assertThat(rules.statements())
        .extracting(RuleText.Statement::text)
        .containsExactly("set(span.name, \"a\")", "delete_key(span.attributes, \"k\")");
    assertThat(rules.statements())
        .allSatisfy(
            one -> assertThat(text.substring(one.start(), one.end())).isEqualTo(one.text()));
  }

  @Test
  void aKeyWithSomethingBelowItIsYaml() {
    assertThat(RuleText.of("trace_statements:\n  - set(span.name, \"a\")\n").yaml()).isTrue();
    assertThat(RuleText.of("processors:\n  transform/x:\n    error_mode: ignore\n").yaml())
        .isTrue();
    assertThat(RuleText.of("set(span.name, \"a: b\") where span.name == \"c:\"").yaml()).isFalse();
  }
}
