package dev.eyepiece.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.pipeline.RuleStats;
import dev.eyepiece.store.RecordCounts;
import dev.eyepiece.store.StoreStats;
import dev.eyepiece.ui.FakeShop;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.task.OwnUse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  @Test
  void whatIsHeldAndWhatWentWrongIsSaid() {
    FakeTelemetry telemetry = FakeTelemetry.empty();
    OwnUse use = new OwnUse(12, 300L << 20, 80L << 20);
    StatusText empty = StatusText.of(telemetry.stats(), "", use);
    assertThat(empty.held()).isEqualTo("0 spans held, 0 B of 10.0 GiB");
    assertThat(empty.refused()).isEmpty();
    assertThat(empty.own()).isEqualTo("CPU 12 %  RSS 300 MiB");
    telemetry.add(new FakeShop(1).traces(1).subList(0, 1));
    telemetry.rate(1234);
    telemetry.rejected(3);
    telemetry.refused(1);
    telemetry.trouble("the disk is full");
    StatusText busy = StatusText.of(telemetry.stats(), "", new OwnUse(150, 0, 80L << 20));
    assertThat(busy.rate()).isEqualTo("1\u202F234/s");
    assertThat(busy.refused()).isEqualTo("3 rejected, 1 told to wait");
    assertThat(busy.own()).isEqualTo("CPU 150 %  heap 80.0 MiB");
    assertThat(busy.rules()).isEmpty();
    telemetry.rules(new RuleStats(2, 120, 0, 1, "why"));
    assertThat(StatusText.of(telemetry.stats(), "", use).rules())
        .isEqualTo("2 rule sets on, 120 dropped, 1 refused");
    telemetry.rules(new RuleStats(0, 1, 0, 0, ""));
    assertThat(StatusText.of(telemetry.stats(), "", use).rules()).isEqualTo("1 dropped by rules");
    assertThat(busy.trouble()).isEqualTo("the disk is full");
  }

  @Test
  void ofAStoreElsewhereItsOwnFiguresAreSaid() {
    OwnUse use = new OwnUse(12, 300L << 20, 80L << 20);
    String where = "http://db.example:8123/otel";
    StoreStats unknown =
        new StoreStats(RecordCounts.NONE, RecordCounts.NONE, 0, Long.MAX_VALUE, 0, 0);
    FakeTelemetry telemetry = FakeTelemetry.empty();
    telemetry.add(new FakeShop(1).traces(1).subList(0, 1));
    StatusText cluster = StatusText.of(telemetry.stats().withStore(unknown), where, use);
    assertThat(cluster.held()).isEqualTo("in ClickHouse");
    assertThat(cluster.store()).isEqualTo(where);
    StoreStats held =
        new StoreStats(
            new RecordCounts(40, 40, 40, 1), RecordCounts.NONE, 3 << 20, Long.MAX_VALUE, 0, 0);
    assertThat(StatusText.of(telemetry.stats().withStore(held), where, use).held())
        .isEqualTo("121 records in ClickHouse, 3.00 MiB");
  }

  @Test
  void goingBackBringsTheSearchAndTheRangeBackToo() {
    Ambient ambient = new Ambient();
    PlaceHistory places = new PlaceHistory(ambient);
    places.open(new Place.Traces());
    ambient.searchProperty().set("service:cart");
    ambient.rangeProperty().set(new Ambient.Range.Last(Duration.ofMinutes(5)));
    places.open(new Place.Logs());
    ambient.searchProperty().set("trace:1");
    ambient.rangeProperty().set(new Ambient.Range.All());
    places.back();
    assertThat(ambient.searchProperty().get()).isEqualTo("service:cart");
    assertThat(ambient.rangeProperty().get())
        .isEqualTo(new Ambient.Range.Last(Duration.ofMinutes(5)));
    places.forward();
    assertThat(ambient.searchProperty().get()).isEqualTo("trace:1");
    assertThat(ambient.rangeProperty().get()).isEqualTo(new Ambient.Range.All());
  }

  @Test
  void placesAreKeptAsABrowserDoes() {
    PlaceHistory places = new PlaceHistory(new Ambient());
    assertThat(places.back()).isNull();
    places.open(new Place.Overview());
    places.open(new Place.Traces());
    places.open(new Place.Settings());
    assertThat(places.back()).isEqualTo(new Place.Traces());
    assertThat(places.back()).isEqualTo(new Place.Overview());
    assertThat(places.canGoBack()).isFalse();
    assertThat(places.forward()).isEqualTo(new Place.Traces());
    places.open(new Place.Overview());
    assertThat(places.canGoForward()).isFalse();
    assertThat(places.back()).isEqualTo(new Place.Traces());
  }
}
