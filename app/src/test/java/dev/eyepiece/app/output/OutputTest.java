package dev.eyepiece.app.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.store.SqlSink;
import dev.eyepiece.telemetry.Signal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {
  private static final String SPAN =
      """
      {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708",\
      "parentSpanId":"","service":"cart","name":"GET /a, \\"b\\"","kind":"SERVER",\
      "startTimeUnixNano":"1769853600123456789","durationNano":"26700000","status":"ERROR",\
      "attributes":{"http.status":500,"list":[1,true]},"resource":{"service.name":"cart"},\
      "scope":{"name":"http"}}\
      """;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private Output output(Output.Format format) {
    return new Output(format, out, ZoneId.of("Europe/Berlin"));
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void json_is_the_objects_as_they_came_a_line_each() {
    Output output = output(Output.Format.JSON);
    output.record(Signal.TRACES, SPAN);
    output.record(Signal.TRACES, SPAN);
    output.end(Signal.TRACES);
    assertThat(printed()).isEqualTo(SPAN + "\n" + SPAN + "\n");
  }

  @Test
  void a_table_has_aligned_columns_local_time_and_three_digits_of_duration() {
    Output output = output(Output.Format.TABLE);
    output.record(
        Signal.TRACES, SPAN.replace("cart", "a-longer-service").replace("26700000", "950"));
    output.record(Signal.TRACES, SPAN);
    output.end(Signal.TRACES);
    List<String> lines = printed().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("START                    DURATION  SERVICE           NAME");
    assertThat(lines.get(1)).startsWith("2026-01-31 11:00:00.123  950 ns    a-longer-service  GET");
    assertThat(lines.get(2))
        .isEqualTo(
            "2026-01-31 11:00:00.123  26.7 ms   cart              GET /a, \"b\"  SERVER  ERROR   "
                + "0102030405060708090a0b0c0d0e0f10  0102030405060708");
  }

  @Test
  void csv_follows_rfc_4180() {
    Output output = output(Output.Format.CSV);
    output.record(Signal.TRACES, SPAN);
    output.end(Signal.TRACES);
    assertThat(printed())
        .isEqualTo(
            "traceId,spanId,parentSpanId,service,name,kind,startTimeUnixNano,durationNano,status,"
                + "attributes,resource,scope\r\n"
                + "0102030405060708090a0b0c0d0e0f10,0102030405060708,,cart,\"GET /a, \"\"b\"\"\","
                + "SERVER,1769853600123456789,26700000,ERROR,"
                + "\"{\"\"http.status\"\":500,\"\"list\"\":[1,true]}\","
                + "\"{\"\"service.name\"\":\"\"cart\"\"}\",\"{\"\"name\"\":\"\"http\"\"}\"\r\n");
  }

  @Test
  void an_empty_result_still_has_its_header_but_no_json() {
    output(Output.Format.TABLE).end(Signal.TRACES);
    assertThat(printed()).startsWith("START");
    bytes.reset();
    output(Output.Format.JSON).end(Signal.TRACES);
    assertThat(printed()).isEmpty();
  }

  @Test
  void sql_rows_keep_their_types_and_numbers_stand_to_the_right() {
    Output output = output(Output.Format.TABLE);
    rows(output.rows());
    output.end(Signal.TRACES);
    assertThat(printed())
        .isEqualTo(
            """
            service      n
            cart         5
            checkout  1234
            """);
    bytes.reset();
    Output json = output(Output.Format.JSON);
    rows(json.rows());
    json.end(Signal.TRACES);
    assertThat(printed())
        .isEqualTo("{\"service\":\"cart\",\"n\":5}\n{\"service\":\"checkout\",\"n\":1234}\n");
  }

  private static void rows(SqlSink sink) {
    sink.columns(List.of("service", "n"));
    sink.row(List.of("cart", 5L));
    sink.row(List.of("checkout", 1234L));
  }

  @Test
  void telemetry_cannot_steer_the_terminal() {
    Output output = output(Output.Format.TABLE);
    SqlSink sink = output.rows();
    sink.columns(List.of("name"));
    sink.row(List.of("red \u001b[31m bell \u0007 line\nend \u202e turned"));
    output.end(Signal.TRACES);
    assertThat(printed())
        .contains("red \\u{1b}[31m bell \\u{7} line\\u{a}end \\u{202e} turned")
        .doesNotContain("\u001b", "\u0007", "\u202e");
  }

  @Test
  void a_table_of_many_rows_keeps_none_back_for_long() {
    Output output = output(Output.Format.TABLE);
    SqlSink sink = output.rows();
    sink.columns(List.of("n", "nothing"));
    for (long i = 0; i < 5_000; i++) {
      sink.row(Arrays.asList(i, null));
    }
    assertThat(printed().lines().count()).isEqualTo(5_001);
    output.end(Signal.TRACES);
    assertThat(printed().lines().count()).isEqualTo(5_001);
  }

  @Test
  void output_that_nobody_reads_ends_the_work() {
    PrintStream closed = new PrintStream(OutputStream.nullOutputStream());
    closed.close();
    Output output = new Output(Output.Format.JSON, closed, ZoneId.of("UTC"));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                output.record(Signal.TRACES, SPAN);
              }
            })
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("nobody reads the output any more");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "1, 1 ns",
    "999, 999 ns",
    "1000, 1.00 µs",
    "1234, 1.23 µs",
    "12345, 12.3 µs",
    "999499, 999 µs",
    "999500, 1.00 ms",
    "26700000, 26.7 ms",
    "1000000000, 1.00 s",
    "59999999999, 60.0 s",
    "4310000000000, 4310 s",
    "-1500, -1.50 µs"
  })
  void durations_have_three_significant_digits(long nanos, String text) {
    assertThat(Durations.text(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "count>0, 1, true",
    "count>0, 0, false",
    "count >= 5, 5, true",
    "count<2, 2, false",
    "count<=2, 2, true",
    "count==7, 7, true",
    "count = 7, 8, false",
    "count!=7, 8, true"
  })
  void expectations_hold_or_not(String text, long count, boolean holds) {
    assertThat(Expectation.parse(text).holds(count)).isEqualTo(holds);
  }

  @Test
  void a_broken_expectation_or_format_says_what_was_expected() {
    assertThatThrownBy(() -> Expectation.parse("rows>1"))
        .hasMessageContaining("'rows>1'")
        .hasMessageContaining("'count>0'");
    assertThatThrownBy(() -> Output.Format.of("xml"))
        .hasMessageContaining("'xml'")
        .hasMessageContaining("table, json or csv");
  }
}
