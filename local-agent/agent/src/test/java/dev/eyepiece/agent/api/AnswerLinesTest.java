package dev.eyepiece.agent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.store.SqlSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerLinesTest {

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_answer_is_whole_only_with_its_last_line() throws Exception {
    String lines = "{\"traceId\":\"1\"}\n{\"traceId\":\"2\"}\n";
    String end = AnswerLines.end(new Answer(2, 9, true));
    List<String> taken = new ArrayList<>();
    assertThat(AnswerLines.readRecords(stream(lines + end + "\n"), taken::add))
        .isEqualTo(new Answer(2, 9, true));
    assertThat(taken).containsExactly("{\"traceId\":\"1\"}", "{\"traceId\":\"2\"}");
    for (int cut = 0; cut < lines.length() + end.length(); cut++) {
      String part = (lines + end).substring(0, cut);
      assertThatThrownBy(() -> AnswerLines.readRecords(stream(part), line -> {}))
          .as(part)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void an_error_on_the_way_is_an_error_whatever_came_before() {
    String answer = "{\"traceId\":\"1\"}\n" + AnswerLines.error("the disk is gone", -1) + "\n";
    assertThatThrownBy(() -> AnswerLines.readRecords(stream(answer), line -> {}))
        .isInstanceOf(QueryException.class)
        .hasMessage("the disk is gone");
  }

  @Test
  void rows_keep_their_columns_and_types() throws Exception {
    List<Object> seen = new ArrayList<>();
    Answer answer =
        AnswerLines.readRows(
            stream(
                "{\"columns\":[\"a\",\"b\"]}\n[1,\"x\"]\n[2.5,null]\n{\"end\":{\"rows\":2,\"cut\":true}}\n"),
            new SqlSink() {
              @Override
              public void columns(List<String> names) {
                seen.add(names);
              }

              @Override
              public void row(List<@Nullable Object> values) {
                seen.add(new ArrayList<>(values));
              }

              @Override
              public void cut() {
                seen.add("cut");
              }
            });
    assertThat(answer).isEqualTo(new Answer(2, -1, true));
    List<@Nullable Object> second = new ArrayList<>();
    second.add(2.5);
    second.add(null);
    assertThat(seen).containsExactly(List.of("a", "b"), List.of(1L, "x"), second, "cut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello\n", "{\"end\":1}\n", "\"text\"\n", "{\"end\":{\"rows\":\"1\"}}\n"})
  void what_no_agent_says_is_refused(String line) {
    assertThatThrownBy(() ->
            AnswerLines.readRows(
                stream(line),
                new SqlSink() {
                  @Override
                  public void columns(List<String> names) {}

                  @Override
                  public void row(List<@Nullable Object> values) {}

                  @Override
                  public void cut() {}
                }))
        .isInstanceOf(IOException.class);
  }
}
