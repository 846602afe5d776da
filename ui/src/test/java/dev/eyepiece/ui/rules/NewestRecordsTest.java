package dev.eyepiece.ui.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ruleeditor.Sample;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.HeldShop;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestRecordsTest {
  private static final long NOW = 1_790_000_000_000_000_000L;

  @TempDir Path folder;
  private HeldShop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new HeldShop(folder);
    for (int i = 0; i < 50; i++) {
      // Ever further apart: half a second, then minutes, then days.
      long before = (long) i * i * i * i * 100_000_000L;
      shop.take(
          Signal.TRACES,
          HeldShop.span(i % 2 == 0 ? "cart" : "payment", "op " + i, "GET", NOW - before));
    }
    shop.settle();
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  private List<Sample> newest(String search, int most) throws Exception {
    try (TelemetrySnapshot snapshot = shop.telemetry().snapshot()) {
      return new NewestRecords(snapshot, Search.parse(search), TimeRange.ALL, ZoneOffset.UTC)
          .of(Signal.TRACES, most, NOW);
    }
  }

  @Test
  void theNewestSpansComeFirstHoweverFarApartTheyAre() throws Exception {
    for (int most : new int[] {1, 7, 40, 50}) {
      List<Sample> samples = newest("", most);
      assertThat(samples).hasSize(most);
      for (int i = 0; i < most; i++) {
        assertThat(samples.get(i).title()).contains("op " + i);
      }
    }
    assertThat(newest("", 500)).hasSize(50);
  }

  @Test
  void onlyWhatTheSearchFindsIsTried() throws Exception {
    assertThat(newest("service:payment", 10))
        .hasSize(10)
        .allSatisfy(one -> assertThat(OtlpJson.write(one.tree())).contains("\"payment\""));
  }

  @Test
  void eachRecordIsARequestOfItsOwn() throws Exception {
    assertThat(newest("", 5))
        .allSatisfy(
            one -> assertThat(OtlpJson.write(one.tree()).split("\"spanId\"", -1)).hasSize(2));
  }
}
