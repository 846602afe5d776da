package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the quick reader reads is what {@link JsonReader} reads, to the byte; the rest it leaves.
 */
class PlainJsonReaderTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261130L);

  /** What a change puts somewhere: what means something in JSON, and what never does. */
  private static final String[] PIECES = {
    "\"",
    "\\",
    "\\\"",
    "\\n",
    "\\u0041",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\u00e9",
    "\\x",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\t",
    "null",
    "true",
    "-",
    "-0",
    "0",
    "00",
    "1.",
    ".5",
    "-0.5",
    "1e5",
    "1E-3",
    "1e",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "\"NaN\"",
    "{}",
    "[]",
    "é",
    "😀",
    "\u0001",
    "\u007f",
    "\"x\":1,",
    "//",
    "\u00a0"
  };

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] json(Signal signal, TestMessages messages) throws Exception {
    byte[] request = messages.request(signal).toByteArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OtlpJson.write(signal, request, request.length, out);
    return out.toByteArray();
  }

  private static byte @Nullable [] plain(Signal signal, byte[] json) {
    return PlainJsonReader.read(OtlpSchema.request(signal), json);
  }

  @ParameterizedTest
  @EnumSource
  void whatItReadsTheOtherReadsToTheSameBytes(Signal signal) throws Exception {
    TestMessages messages = new TestMessages(SEED);
    Random random = new Random(SEED);
    MessageSchema schema = OtlpSchema.request(signal);
    int read = 0;
    for (int i = 0; i < 80; i++) {
      byte[] json = json(signal, messages);
      for (int j = 0; j < 30; j++) {
        byte[] changed = j == 0 ? json : change(random, json);
        byte[] plain = plain(signal, changed);
        if (plain != null) {
          read++;
          assertThat(plain)
              .as("seed %s: %s", SEED, new String(changed, StandardCharsets.UTF_8))
              .isEqualTo(JsonReader.read(schema, changed));
        }
      }
    }
    assertThat(read).as("seed %s", SEED).isPositive();
  }

  private static byte[] change(Random random, byte[] json) {
    byte[] piece =
        random.nextInt(4) == 0
            ? new byte[] {(byte) random.nextInt(256)}
            : utf8(PIECES[random.nextInt(PIECES.length)]);
    int from = random.nextInt(json.length + 1);
    int to = Math.min(json.length, from + random.nextInt(random.nextBoolean() ? 1 : 6));
    byte[] changed = new byte[from + piece.length + json.length - to];
    System.arraycopy(json, 0, changed, 0, from);
    System.arraycopy(piece, 0, changed, from, piece.length);
    System.arraycopy(json, to, changed, from + piece.length, json.length - to);
    return changed;
  }

  private static final String SPAN = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{%s}]}]}]}";

  /** Lest requests of common programs take the slow way without anybody noticing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"name\":\"GET /\",\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"parentSpanId\":\"\"",
        "\"kind\":2,\"startTimeUnixNano\":\"1790000000674021431\",\"endTimeUnixNano\":1790000000674",
        "\"name\":\"a\\tb \\\"c\\\" \\u00e9 \\ud83d\\ude00 é 😀\"",
        "\"attributes\":[{\"key\":\"x\",\"value\":{\"doubleValue\":-0.25}},"
            + "{\"key\":\"y\",\"value\":{\"arrayValue\":{\"values\":[{\"boolValue\":true},{}]}}}]",
        " \"status\" : { \"code\" : 2 , \"message\" : null } , \"links\" : [ ] "
      })
  void whatProgramsWriteIsPlain(String span) throws Exception {
    byte[] json = utf8(SPAN.formatted(span));
    assertThat(plain(Signal.TRACES, json))
        .isNotNull()
        .isEqualTo(JsonReader.read(OtlpSchema.request(Signal.TRACES), json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kind\":\"SPAN_KIND_SERVER\"",
        "\"unknown\":1",
        "\"kind\":02",
        "\"kind\":2147483648",
        "\"name\":\"\\ud83d\"",
        "\"name\":5",
        "\"traceId\":\"0\"",
        "\"links\":[null]",
        "\"endTimeUnixNano\":\"18446744073709551615\"",
        "\"name\":\"x\",",
        "\"name\":\"x\"]",
        "\"name\":\"a\nb\"",
        "\"name\":\"no end"
      })
  void whatIsRareOrWrongIsLeftToTheOther(String span) {
    assertThat(plain(Signal.TRACES, utf8(SPAN.formatted(span)))).isNull();
  }

  @Test
  void anyBeginningOfARequestIsLeftToTheOther() throws Exception {
    byte[] json = json(Signal.METRICS, new TestMessages(SEED));
    for (int length = 0; length < Math.min(json.length, 4000); length++) {
      assertThat(plain(Signal.METRICS, Arrays.copyOf(json, length))).isNull();
    }
  }

  @Test
  void howDeepItGoesIsBounded() {
    String deep =
        SPAN.formatted(
            "\"attributes\":[{\"key\":\"x\",\"value\":"
                + "{\"arrayValue\":{\"values\":[".repeat(100_000));
    assertThat(plain(Signal.TRACES, utf8(deep))).isNull();
    assertThatThrownBy(() -> OtlpJson.read(Signal.TRACES, utf8(deep)))
        .isInstanceOf(MalformedOtlpException.class);
  }
}
