package dev.eyepiece.ruleeditor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.telemetry.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionsTest {
  private static final List<String> KEYS =
      List.of("http.method", "http.status_code", "user.\"id\"");

  private final Completions spans = new Completions(new Ottl(), Signal.TRACES);

  private List<String> offers(String line) {
    return spans.at(line, line.length(), KEYS, false).offers().stream().map(Offer::insert).toList();
  }

  @Test
  void pathsAndFunctionsAreOfferedByTheirStart() {
    assertThat(offers("span.na")).first().isEqualTo("span.name");
    assertThat(offers("set(span.name, Conc")).contains("Concat(");
    assertThat(offers("del")).contains("delete_key(");
    assertThat(offers("span.attr")).contains("span.attributes[\"");
  }

  @Test
  void withinBracketsTheAttributeKeysThatAreReallyThereAreOffered() {
    assertThat(offers("set(span.attributes[\"http."))
        .containsExactly("http.method\"]", "http.status_code\"]");
    assertThat(offers("set(span.attributes[\"user")).containsExactly("user.\\\"id\\\"\"]");
    String line = "set(span.attributes[\"st\"]";
    assertThat(spans.at(line, line.length() - 2, KEYS, false).offers())
        .extracting(Offer::insert)
        .containsExactly("http.status_code");
  }

  @Test
  void withinATextNothingIsOffered() {
    assertThat(offers("set(span.name, \"spa")).isEmpty();
    assertThat(offers("set(span.name, \"a\", spa")).isNotEmpty();
  }

  @Test
  void nothingIsOfferedUnaskedBeforeSomethingIsTyped() {
    assertThat(offers("set(")).isEmpty();
    assertThat(spans.at("", 0, KEYS, true).offers()).isNotEmpty();
  }

  @Test
  void logsHaveOtherPathsThanSpans() {
    Completions logs = new Completions(new Ottl(), Signal.LOGS);
    assertThat(logs.at("log.bo", 6, KEYS, false).offers())
        .extracting(Offer::insert)
        .anySatisfy(insert -> assertThat(insert).startsWith("log.body"));
    assertThat(offers("log.bo")).isEmpty();
  }
}
