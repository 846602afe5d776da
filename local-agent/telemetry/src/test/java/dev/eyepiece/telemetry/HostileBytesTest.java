package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bytes that no sender should send: whoever reads them makes something of them or refuses them with
 * the place, and takes no more memory than their size allows.
 */
class HostileBytesTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261126L);

  /**
   * Attributes of a record, by signal: the fields to wrap a {@code KeyValue} in, outermost first.
   */
  private static int[] attributePath(Signal signal) {
    return switch (signal) {
      case TRACES -> new int[] {1, 2, 2, 9};
      case LOGS -> new int[] {1, 2, 2, 6};
      case METRICS -> new int[] {1, 2, 2, 12};
      case PROFILES -> new int[] {1, 1, 1};
    };
  }

  private static byte[] wrap(byte[] content, int... path) throws Exception {
    byte[] message = content;
    for (int i = path.length - 1; i >= 0; i--) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.writeByteArray(path[i], message);
      coded.flush();
      message = out.toByteArray();
    }
    return message;
  }

  private static void readOrRefuse(Signal signal, byte[] bytes, String what) {
    for (OtlpReaders reader : OtlpReaders.all()) {
      Throwable error = catchThrowable(() -> reader.read(signal, bytes.clone()));
      if (error != null) {
        assertThat(error)
            .as("%s, %s, %s, seed %s", reader, signal, what, SEED)
            .isInstanceOfSatisfying(
                MalformedOtlpException.class,
                e -> assertThat(e.offset()).isBetween(0L, (long) bytes.length));
      }
    }
  }

  private static void refused(Signal signal, byte[] bytes, String message) {
    for (OtlpReaders reader : OtlpReaders.all()) {
      assertThatThrownBy(() -> reader.read(signal, bytes.clone()))
          .as("%s, %s", reader, signal)
          .isInstanceOf(MalformedOtlpException.class)
          .hasMessageContaining(message);
    }
  }

  private static byte[] request(Signal signal, long seed, int atMost) {
    TestMessages messages = new TestMessages(seed);
    byte[] bytes = messages.request(signal).toByteArray();
    while (bytes.length < 200 || bytes.length > atMost) {
      bytes = messages.request(signal).toByteArray();
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void requestsCutAnywhere(Signal signal) {
    byte[] bytes = request(signal, SEED, 6000);
    for (int length = 0; length <= bytes.length; length++) {
      readOrRefuse(signal, Arrays.copyOf(bytes, length), "cut at " + length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestsChangedAnywhere(Signal signal) {
    mutate(signal, 2_000);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void requestsChangedAnywhereMillionsOfTimes(Signal signal) {
    mutate(signal, 1_000_000);
  }

  private static void mutate(Signal signal, int times) {
    Random random = new Random(SEED);
    byte[] bytes = {};
    for (int i = 0; i < times; i++) {
      if (i % 200 == 0) {
        bytes = request(signal, random.nextLong(), 4000);
      }
      byte[] broken = bytes;
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        broken = Mutations.change(broken, random);
      }
      readOrRefuse(signal, broken, "change " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesNestedTooDeep(Signal signal) throws Exception {
    byte[] value = {8, 1};
    for (int i = 0; i < 10_000; i++) {
      value = wrap(value, 5, 1);
    }
    refused(
        signal, wrap(wrap(value, 2), attributePath(signal)), "nested deeper than the 100 levels");
  }

  @ParameterizedTest
  @EnumSource
  void groupsNestedTooDeepOrNeverEnded(Signal signal) throws Exception {
    int[] path = attributePath(signal);
    byte[] starts = new byte[20_000];
    Arrays.fill(starts, (byte) (13 << 3 | 3));
    refused(signal, wrap(starts, path), "nested deeper than the 100 levels");
    refused(signal, wrap(new byte[] {13 << 3 | 3, 8, 1}, path), "is cut off");
    refused(signal, wrap(new byte[] {13 << 3 | 3, 14 << 3 | 4}, path), "group 13 is ended as 14");
    refused(signal, wrap(new byte[] {13 << 3 | 4}, path), "is not one to start with");
    readOrRefuse(signal, wrap(new byte[] {13 << 3 | 3, 8, 1, 13 << 3 | 4}, path), "a whole group");
  }

  @ParameterizedTest
  @EnumSource
  void lengthsThatCannotBe(Signal signal) throws Exception {
    int[] path = attributePath(signal);
    byte[] negative = {10, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    refused(signal, wrap(negative, path), "length 18446744073709551615 where at most 0 bytes");
    byte[] huge = {10, -1, -1, -1, -1, 7};
    refused(signal, wrap(huge, path), "length 2147483647 where at most 0 bytes");
    byte[] tooLong = {-120, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    refused(signal, wrap(tooLong, path), "more than ten bytes");
  }

  @ParameterizedTest
  @EnumSource
  void badTextIsReplaced(Signal signal) throws Exception {
    byte[] bytes = wrap(new byte[] {10, 2, 'a', (byte) 0xC0}, attributePath(signal));
    byte[] encoded = TelemetryTree.read(signal, bytes, bytes.length).encode();
    assertThat(TestMessages.builder(signal).mergeFrom(encoded).build().toString())
        .contains("a\\357\\277\\275");
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    OtlpJson.write(signal, bytes, bytes.length, json);
    assertThat(json.toString(java.nio.charset.StandardCharsets.UTF_8)).contains("\"a\uFFFD\"");
  }

  /** What two bytes say again and again, by signal: groups, records, attributes, header pieces. */
  @ParameterizedTest
  @EnumSource
  void whatIsRepeatedTakesNoMoreMemoryThanItsBytesAllow(Signal signal) throws Exception {
    int[][] paths = {{}, {1}, {1, 2}, {1, 2, 2}, attributePath(signal), {1, 1}, {1, 2, 1}};
    for (int[] path : paths) {
      for (int field = 1; field <= 15; field++) {
        byte[] pairs = new byte[400_000];
        for (int i = 0; i < pairs.length; i += 2) {
          pairs[i] = (byte) (field << 3 | 2);
        }
        bounded(signal, wrap(pairs, path), "field " + field + " in " + Arrays.toString(path));
      }
    }
  }

  private static void bounded(Signal signal, byte[] bytes, String what) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (OtlpReaders reader : OtlpReaders.all()) {
      long before = threads.getCurrentThreadAllocatedBytes();
      Throwable error = catchThrowable(() -> reader.readOnly(signal, bytes));
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (error != null) {
        assertThat(error).as(what).isInstanceOf(MalformedOtlpException.class);
      }
      assertThat(allocated)
          .as("%s, %s, %s", reader, signal, what)
          .isLessThan((32L << 20) + 100L * bytes.length);
    }
  }

  @Test
  void aHeaderInManyPiecesIsReadInOneGo() throws Exception {
    byte[] piece = wrap(new byte[] {10, 1, 'k'}, 1, 1);
    byte[] pieces = new byte[piece.length * 200_000];
    for (int at = 0; at < pieces.length; at += piece.length) {
      System.arraycopy(piece, 0, pieces, at, piece.length);
    }
    byte[] bytes = wrap(pieces, 1);
    bounded(Signal.TRACES, bytes, "a resource in 200,000 pieces");
    assertThat(
            TraceTree.read(bytes, bytes.length)
                .resources()
                .getFirst()
                .resource()
                .attributes()
                .size())
        .isEqualTo(200_000);
  }
}
