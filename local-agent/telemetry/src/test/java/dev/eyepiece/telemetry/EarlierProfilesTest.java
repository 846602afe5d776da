package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of opentelemetry-proto 1.6 to 1.9 are refused with the reason, and never misread. */
class EarlierProfilesTest {
  private static final String REASON = "a profile of opentelemetry-proto 1.9 or earlier";

  /** A message by its fields in order; a number is a varint, a list packed varints. */
  @SafeVarargs
  private static byte[] message(Map.Entry<Integer, Object>... fields) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    for (Map.Entry<Integer, Object> field : fields) {
      switch (field.getValue()) {
        case Integer number -> coded.writeInt64(field.getKey(), number);
        case byte[] bytes -> coded.writeByteArray(field.getKey(), bytes);
        case String text -> coded.writeString(field.getKey(), text);
        case List<?> numbers -> {
          ByteArrayOutputStream packed = new ByteArrayOutputStream();
          CodedOutputStream inner = CodedOutputStream.newInstance(packed);
          for (Object number : numbers) {
            inner.writeInt64NoTag((Integer) number);
          }
          inner.flush();
          coded.writeByteArray(field.getKey(), packed.toByteArray());
        }
        default -> throw new IllegalArgumentException("" + field.getValue());
      }
    }
    coded.flush();
    return out.toByteArray();
  }

  private static Map.Entry<Integer, Object> field(int number, Object value) {
    return Map.entry(number, value);
  }

  /** A request of one profile. */
  private static byte[] request(byte[] profile) throws IOException {
    return message(field(1, message(field(2, message(field(2, profile))))));
  }

  private static Arguments with(String name, byte[] request) {
    return Arguments.of(Named.of(name, request));
  }

  private static Arguments withSample(String name, byte[] sample) throws IOException {
    return with(name, request(message(field(2, sample))));
  }

  static List<Arguments> earlier() throws IOException {
    byte[] id = new byte[16];
    byte[] times = new byte[16];
    return List.of(
        withSample(
            "1.9, timestamps and attributes",
            message(field(1, 3), field(3, List.of(1, 2)), field(5, times))),
        withSample(
            "1.8, values, attributes and timestamps",
            message(field(1, 3), field(2, List.of(7, 9)), field(3, List.of(1)), field(5, times))),
        withSample(
            "1.9, values and a span", message(field(1, 3), field(2, List.of(7)), field(4, 1))),
        withSample(
            "1.7, values",
            message(field(1, 0), field(2, 12), field(3, List.of(1, 2)), field(4, List.of(1)))),
        withSample(
            "1.7, timestamps alone", message(field(2, 12), field(4, List.of(1)), field(6, times))),
        withSample("1.7, a span", message(field(2, 12), field(5, 1))),
        with("1.7, locations", request(message(field(3, List.of(1, 2, 3))))),
        with("1.7, a duration", request(message(field(5, 1_000)))),
        with("1.7, a period's type", request(message(field(6, message(field(1, 1)))))),
        with("1.8, an id", request(message(field(8, id)))),
        with("1.8, dropped attributes", request(message(field(9, 4)))),
        with(
            "1.7, attributes as pairs",
            message(
                field(
                    2,
                    message(
                        field(
                            6,
                            message(
                                field(1, "thread.name"), field(2, message(field(1, "x"))))))))));
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void aProfileOfAnEarlierVersionIsRefused(byte[] request) {
    assertThatThrownBy(() -> new ProfileWalker(new SymbolTable()).walk(request, request.length))
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessageContaining(REASON)
        .hasMessageContaining("expected 1.10 or later");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'resourceProfiles':[{'scopeProfiles':[{'profiles':[{'sample':[{'value':['1']}]}]}]}]}",
        "{'resourceProfiles':[{'scopeProfiles':[{'profiles':[{'timeNanos':'1'}]}]}]}",
        "{'dictionary':{'locationTable':[{},{'line':[{'functionIndex':1}]}]}}"
      })
  void soIsOneInJson(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> OtlpJson.read(Signal.PROFILES, bytes))
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessageContaining(REASON);
  }

  /** In JSON names tell what they are, and those of 1.9 are those of today. */
  @Test
  void namesOfTodayAreRead() throws Exception {
    byte[] json =
        "{\"resourceProfiles\":[{\"scopeProfiles\":[{\"profiles\":[{\"samples\":[{\"values\":[\"5\"]}]}]}]}]}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] request = OtlpJson.read(Signal.PROFILES, json);
    ProfileBatch batch = new ProfileWalker(new SymbolTable()).walk(request, request.length);
    org.assertj.core.api.Assertions.assertThat(batch.value(0, 0)).isEqualTo(5);
  }
}
