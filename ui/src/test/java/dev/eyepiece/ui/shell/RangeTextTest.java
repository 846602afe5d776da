package dev.eyepiece.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTextTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Instant parsed(String text) {
    long nanos = RangeText.parse(text, NOW, BERLIN);
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  @ParameterizedTest
  @CsvSource({
    "now, 2026-11-23T14:30:00Z",
    "-15m, 2026-11-23T14:15:00Z",
    "-2h, 2026-11-23T12:30:00Z",
    "-1d, 2026-11-22T14:30:00Z",
    "14:05, 2026-11-23T13:05:00Z",
    "14:05:10.123456789, 2026-11-23T13:05:10.123456789Z",
    "2026-11-20, 2026-11-19T23:00:00Z",
    "2026-07-01 09:00:00, 2026-07-01T07:00:00Z",
    "2026-07-01T09:00, 2026-07-01T07:00:00Z",
  })
  void timesAreReadAsPeopleWriteThem(String text, Instant instant) {
    assertThat(parsed(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "25:00", "yesterday", "2026-13-01", "14:05 15:05", "-5 weeks", "9999999999"})
  void whatIsNoTimeIsSaidWithWhatWasExpected(String text) {
    assertThatThrownBy(() -> RangeText.parse(text, NOW, BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'" + text + "' is no time; expected 14:05, 2026-11-23 14:05:10.5, -15m or now");
  }

  @Test
  void aRangeEndsAfterItStarts() {
    assertThatThrownBy(() -> RangeText.between("now", "-5m", NOW, BERLIN))
        .hasMessage("the range ends before it starts: now to -5m");
    Ambient.Range.Between range = RangeText.between("-5m", "now", NOW, BERLIN);
    assertThat(range.range().toUnixNano() - range.range().fromUnixNano())
        .isEqualTo(Duration.ofMinutes(5).toNanos());
  }

  @Test
  void exactEndsReadBackToTheNanosecond() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      // Not in the hour that a zone has twice each autumn.
      long nanos = 1_780_000_000_000_000_000L + random.nextLong(8_000_000_000_000_000L);
      String text = RangeText.exact(nanos, BERLIN);
      assertThat(RangeText.parse(text, NOW, BERLIN)).as("%s, seed %s", text, seed).isEqualTo(nanos);
    }
  }

  @Test
  void rangesAreShownShortly() {
    ZoneId utc = ZoneId.of("UTC");
    long at = NOW.getEpochSecond() * 1_000_000_000L;
    assertThat(RangeText.compact(new Ambient.Range.All(), utc)).isEqualTo("All time");
    assertThat(RangeText.compact(new Ambient.Range.Last(Duration.ofMinutes(15)), utc))
        .isEqualTo("Last 15 min");
    assertThat(RangeText.compact(new Ambient.Range.Last(Duration.ofHours(24)), utc))
        .isEqualTo("Last 24 h");
    assertThat(
            RangeText.compact(
                new Ambient.Range.Between(new TimeRange(at, at + 60_000_000_000L)), utc))
        .isEqualTo("14:30:00 – 14:31:00");
    assertThat(
            RangeText.compact(
                new Ambient.Range.Between(new TimeRange(at, at + 1_500_000_000L)), utc))
        .isEqualTo("14:30:00.000 – 14:30:01.500");
  }
}
