package dev.eyepiece.app.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.telemetry.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpFileTest {
  private static final String ONE =
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10",\
      "spanId":"0102030405060708","name":"braces } in { \\"text\\" \\\\","startTimeUnixNano":"1",\
      "endTimeUnixNano":"2"}]}]}]}\
      """;

  @SuppressWarnings("ArrayRecordComponent")
  private record Taken(Signal signal, byte[] request, String place) {}

  private static List<Taken> read(byte[] file) throws IOException, FileFormatException {
    List<Taken> taken = new ArrayList<>();
    OtlpFile.read(
        new ByteArrayInputStream(file),
        "in",
        (signal, request, place) -> taken.add(new Taken(signal, request, place)));
    return taken;
  }

  private static List<Taken> read(String json) throws IOException, FileFormatException {
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] protobuf() throws IOException, FileFormatException {
    return read(ONE).getFirst().request();
  }

  @Test
  void json_lines_pretty_json_lists_and_any_space_between_are_objects() throws Exception {
    byte[] request = protobuf();
    assertThat(request.length).isGreaterThan(40);
    String pretty = ONE.replace(",", ",\n  ").replace("[", "[\n");
    List<Taken> taken = read("\n" + ONE + "\n\n" + pretty + "\r\n" + ONE + ONE + "\n");
    assertThat(taken).hasSize(4).allSatisfy(t -> assertThat(t.request()).isEqualTo(request));
    assertThat(taken.getFirst().place()).isEqualTo("in line 2");
    assertThat(taken.get(1).place()).isEqualTo("in line 4");
    assertThat(read("[" + ONE + ",\n" + ONE + "]")).hasSize(2);
    assertThat(read("\ufeff" + ONE)).hasSize(1);
  }

  @Test
  void protobuf_is_one_message_or_messages_with_their_lengths() throws Exception {
    byte[] request = protobuf();
    assertThat(read(request))
        .singleElement()
        .satisfies(t -> assertThat(t.request()).isEqualTo(request));
    ByteBuffer prefixed = ByteBuffer.allocate(2 * (4 + request.length));
    prefixed.putInt(request.length).put(request).putInt(request.length).put(request);
    assertThat(read(prefixed.array()))
        .hasSize(2)
        .allSatisfy(t -> assertThat(t.request()).isEqualTo(request));
  }

  @Test
  void a_large_message_is_cut_between_resources_and_loses_nothing() throws Exception {
    byte[] request = protobuf();
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    while (large.size() < 9 << 20) {
      large.write(request);
    }
    List<Taken> parts = read(large.toByteArray());
    assertThat(parts).hasSize(3);
    ByteArrayOutputStream together = new ByteArrayOutputStream();
    for (Taken part : parts) {
      together.write(part.request());
    }
    assertThat(together.toByteArray()).isEqualTo(large.toByteArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          TRACES   | {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10"}]}]}]}
          TRACES   | {"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":3}]}]}]}
          LOGS     | {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"5"}]}]}]}
          LOGS     | {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"severityNumber":9}]}]}]}
          LOGS     | {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"resourceSpans"},"observedTimeUnixNano":"5"}]}]}]}
          METRICS  | {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"sixteen.letters.","gauge":{"dataPoints":[{"asInt":"1"}]}}]}]}]}
          METRICS  | {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","unit":"By"}]}]}]}
          PROFILES | {"resourceProfiles":[{"scopeProfiles":[{"profiles":[{}]}]}],"dictionary":{"stringTable":["", "resourceLogs"]}}
          """)
  void the_signal_of_a_request_is_told_in_json_and_in_protobuf(Signal signal, String json)
      throws Exception {
    Taken taken = read(json).getFirst();
    assertThat(taken.signal()).isEqualTo(signal);
    assertThat(read(taken.request()))
        .singleElement()
        .satisfies(t -> {
          assertThat(t.signal()).isEqualTo(signal);
          assertThat(t.request()).isEqualTo(taken.request());
        });
  }

  @Test
  void gzip_of_any_form_is_unpacked() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write((ONE + "\n" + ONE).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read(packed.toByteArray())).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                   | in is empty
          hello                                | in is neither JSON nor protobuf
          {"data":[{"traceID":"1"}]}           | in line 1: no OTLP request; expected resourceSpans
          {"resourceLogs":{}}                  | in line 1:
          {"resourceSpans":[]} x               | in line 1: 'x' where an object was expected
          {"resourceSpans":[                   | in ends in the middle
          {"resourceSpans":7}                  | in line 1:
          """)
  void what_is_no_request_is_told_with_its_place(String file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20, 40})
  void a_cut_protobuf_file_is_told(int bytes) throws Exception {
    byte[] cut = java.util.Arrays.copyOf(protobuf(), bytes);
    assertThatThrownBy(() -> read(cut)).isInstanceOf(FileFormatException.class);
  }

  @Test
  void a_declared_length_beyond_the_cap_takes_no_memory() {
    assertThatThrownBy(() -> read(new byte[] {0x00, 0x7f, 0x7f, 0x7f, 1}))
        .isInstanceOf(FileFormatException.class);
    assertThatThrownBy(() -> read(new byte[] {0x0a, -1, -1, -1, -1, -1, -1, 1}))
        .isInstanceOf(FileFormatException.class);
  }
}
