package dev.eyepiece.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  @Test
  void fullTimesReadBackToTheNanosecond() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long nanos = random.nextLong();
      for (String zone : new String[] {"UTC", "Europe/Berlin", "Asia/Kathmandu"}) {
        String text = Formats.full(nanos, ZoneId.of(zone));
        assertThat(Formats.parseFull(text)).as("%s, seed %s", text, seed).isEqualTo(nanos);
      }
    }
    assertThat(Formats.full(1_763_871_022_656_123_456L, ZoneOffset.UTC))
        .isEqualTo("2025-11-23 04:10:22.656123456 +00:00");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1000, 1.00 µs",
    "26700000, 26.7 ms",
    "999499999, 999 ms",
    "999600000, 1.00 s",
    "119000000000, 119 s",
    "125000000000, 2 m 5 s",
    "7320000000000, 2 h 2 m"
  })
  void durationsHaveThreeSignificantDigits(long nanos, String text) {
    assertThat(Formats.duration(nanos)).isEqualTo(text);
  }

  @Test
  void longNamesAreCutInTheMiddle() {
    assertThat(Formats.middle("com.example.odd", 8)).isEqualTo("com.…odd");
    assertThat(Formats.middle("short", 8)).isEqualTo("short");
    assertThat(Formats.count(1234567)).isEqualTo("1\u202F234\u202F567");
    assertThat(Formats.count(1, "request")).isEqualTo("1 request");
    assertThat(Formats.count(1234, "request")).isEqualTo("1\u202F234 requests");
    assertThat(Formats.bytes(3_565_158)).isEqualTo("3.40 MiB");
    assertThat(Formats.bytesOf(100, 2048)).isEqualTo("100 B of 2.00 KiB");
    assertThat(Formats.bytesOf(100, Long.MAX_VALUE)).isEqualTo("100 B");
  }
}
