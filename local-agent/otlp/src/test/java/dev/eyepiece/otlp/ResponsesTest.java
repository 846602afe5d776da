package dev.eyepiece.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesTest {
  @ParameterizedTest
  @ValueSource(ints = {256, 257, 258, 259, 1_000, 4_096})
  void anAnswerIsCutToItsCapWithinNoCharacter(int most) throws Exception {
    for (String text : new String[] {"a", "\u00e4", "\u20ac", "\ud83d\ude00", "\u0001", "\""}) {
      String reason = text.repeat(10_000);
      byte[] protobuf = Responses.export(3, reason, most);
      assertThat(protobuf).hasSizeLessThanOrEqualTo(most).hasSizeGreaterThan(most - 16);
      String told =
          ExportTraceServiceResponse.parseFrom(protobuf).getPartialSuccess().getErrorMessage();
      assertThat(reason).startsWith(told);
      byte[] json = Responses.exportJson("rejectedSpans", 3, reason, most);
      assertThat(json).hasSizeLessThanOrEqualTo(most).hasSizeGreaterThan(most - 16);
      assertThat(new String(json, StandardCharsets.UTF_8))
          .endsWith("\"}}")
          .doesNotContain("\ufffd");
    }
  }
}
