package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.TestTraces;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What send says of what it sent, against a running agent. */
class SendTest {
  private static final String GOOD =
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10",\
      "spanId":"0102030405060708","name":"a","startTimeUnixNano":"1","endTimeUnixNano":"2"}]}]}]}
      """;
  private static final String HALF_BAD =
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10",\
      "spanId":"1102030405060708","name":"b","startTimeUnixNano":"1","endTimeUnixNano":"2"},\
      {"traceId":"00000000000000000000000000000000","spanId":"2102030405060708","name":"c"}]}]}]}
      """;

  @TempDir Path home;
  private TestProgram program;
  private TestProgram.Serving serving;

  @BeforeEach
  void serve() throws Exception {
    program = new TestProgram(home);
    program.environment.put("EYEPIECE_DATA", home.resolve("data").toString());
    serving = program.serveOn(home.resolve("data"));
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  private String held() {
    return program.run("query", "--count").out();
  }

  @Test
  void files_of_every_form_arrive_and_are_counted() throws Exception {
    byte[] protobuf = new TestTraces(7, false).request(300).toByteArray();
    Path raw = Files.write(home.resolve("traces.pb"), protobuf);
    Path lines = Files.writeString(home.resolve("traces.jsonl"), GOOD + GOOD);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
    }
    Path gzip = Files.write(home.resolve("traces.json.gz"), packed.toByteArray());
    TestProgram.Result sent =
        program.run(
            "send",
            raw.toString(),
            lines.toString(),
            gzip.toString(),
            "--to",
            serving.address("OTLP/HTTP"));
    assertThat(sent.err()).isEmpty();
    assertThat(sent.out())
        .isEqualTo("303 spans in 4 requests: 303 accepted, 0 rejected, 0 failed\n");
    assertThat(sent.exit()).isZero();
    assertThat(held()).isEqualTo("{\"count\": 303}\n");
  }

  @Test
  void standard_input_is_a_file_and_host_and_port_are_an_endpoint() {
    String address = URI.create(serving.address("OTLP/gRPC")).getAuthority();
    TestProgram.Result sent =
        program.run(GOOD.getBytes(StandardCharsets.UTF_8), "send", "-", "--to", address);
    assertThat(sent.exit()).isZero();
    assertThat(held()).isEqualTo("{\"count\": 1}\n");
  }

  @Test
  void grpc_counts_and_tells_alike() throws Exception {
    String address = "grpc://" + URI.create(serving.address("OTLP/gRPC")).getAuthority();
    Path file = Files.writeString(home.resolve("half.json"), HALF_BAD);
    TestProgram.Result sent = program.run("send", file.toString(), "--to", address);
    assertThat(sent.exit()).isEqualTo(1);
    assertThat(sent.out()).isEqualTo("2 spans in 1 requests: 1 accepted, 1 rejected, 0 failed\n");
    assertThat(sent.line()).startsWith("eyepiece send: " + file + " line 1: 1 spans rejected: ");
    assertThat(held()).isEqualTo("{\"count\": 1}\n");
  }

  @Test
  void rejected_spans_are_told_and_the_exit_code_is_1() throws Exception {
    Path file = Files.writeString(home.resolve("half.json"), HALF_BAD);
    TestProgram.Result sent =
        program.run("send", file.toString(), "--to", serving.address("OTLP/HTTP"));
    assertThat(sent.exit()).isEqualTo(1);
    assertThat(sent.out()).isEqualTo("2 spans in 1 requests: 1 accepted, 1 rejected, 0 failed\n");
    assertThat(sent.line()).startsWith("eyepiece send: " + file + " line 1: 1 spans rejected: ");
    assertThat(held()).isEqualTo("{\"count\": 1}\n");
  }

  @Test
  void what_nobody_takes_is_told_and_the_exit_code_is_1() throws Exception {
    Path file = Files.writeString(home.resolve("good.json"), GOOD);
    String gone = serving.address("OTLP/HTTP");
    serving.stop();
    TestProgram.Result sent = program.run("send", file.toString(), "--to", gone);
    assertThat(sent.exit()).isEqualTo(1);
    assertThat(sent.out()).endsWith("0 accepted, 0 rejected, 1 failed\n");
    assertThat(sent.line()).contains("nothing listens at " + gone);
  }

  @Test
  void a_file_that_is_none_of_these_is_told_with_its_place() throws Exception {
    Path file = Files.writeString(home.resolve("bad.json"), GOOD + "{\"resourceLogs\":7}");
    TestProgram.Result sent =
        program.run("send", file.toString(), "--to", serving.address("OTLP/HTTP"));
    assertThat(sent.exit()).isEqualTo(2);
    assertThat(sent.line()).contains(file + " line 2: ");
  }
}
