package dev.eyepiece.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.Received;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.shell.Ambient;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverviewModelTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");

  private final Ambient ambient = new Ambient();

  private static OverviewModel model(FakeTelemetry telemetry) {
    return new OverviewModel(telemetry, () -> Received.NOTHING, () -> NOW);
  }

  @Test
  void beforeAnythingCameItSaysWhatToDo() {
    OverviewModel.State state = model(FakeTelemetry.empty()).stateProperty().get();
    assertThat(state.nothing()).isTrue();
    assertThat(state.heading()).startsWith("Nothing has come yet.");
    assertThat(state.rest()).isEqualTo("At rest: nothing has come since this start");
  }

  @Test
  void itSaysHowLongAgoTheLastCame() {
    FakeTelemetry telemetry = FakeTelemetry.shop(3);
    telemetry.lastReceived(NOW.minusSeconds(4).getEpochSecond() * 1_000_000_000L);
    OverviewModel model = model(telemetry);
    model.tick();
    assertThat(model.stateProperty().get().heading()).isEqualTo("Receiving, last 4 s ago");
    assertThat(model.stateProperty().get().rest())
        .isEqualTo("At rest: nothing comes now, the last came 4 s ago");
    telemetry.lastReceived(NOW.getEpochSecond() * 1_000_000_000L);
    model.tick();
    assertThat(model.stateProperty().get().heading()).isEqualTo("Receiving now");
  }

  @Test
  void ratesAreKeptForThreeMinutes() {
    FakeTelemetry telemetry = FakeTelemetry.empty();
    OverviewModel model = model(telemetry);
    for (int second = 0; second < 200; second++) {
      telemetry.rate(second);
      model.tick();
    }
    RateHistory history = model.history();
    assertThat(history.size()).isEqualTo(180);
    assertThat(history.at(0, 0)).isEqualTo(20);
    assertThat(history.at(0, 179)).isEqualTo(199);
    assertThat(history.most()).isEqualTo(199);
  }

  @Test
  void whatWasRefusedIsListedWithItsReasonTheNewestFirst() {
    FakeTelemetry telemetry = FakeTelemetry.empty();
    telemetry.refused(2);
    Map<String, Long> reasons = new LinkedHashMap<>();
    reasons.put("trace id of 3 bytes; expected 16", 5L);
    reasons.put("span ends before it starts", 1L);
    Received received = new Received(Map.of(), reasons, 0, 7);
    assertThat(RefusedPane.reasons(received, telemetry.stats()))
        .extracting(RefusedPane.Reason::count)
        .containsExactly(2L, 7L, 1L, 5L);
  }

  @Test
  void whatIsPastedNamesThePortsThatReallyListen() {
    Receiving receiving = new Receiving("https://box:4417", "http://box:4418", "", "");
    assertThat(Snippets.of(receiving))
        .filteredOn(snippet -> snippet.title().equals("Collector"))
        .singleElement()
        .satisfies(snippet ->
            assertThat(snippet.text()).contains("endpoint: box:4417", "insecure: false"));
    assertThat(Snippets.of(receiving))
        .filteredOn(snippet -> snippet.title().equals("HTTP"))
        .singleElement()
        .satisfies(snippet ->
            assertThat(snippet.text())
                .contains("ENDPOINT=http://box:4418", "PROTOCOL=http/protobuf"));
  }

  @Test
  void servicesFollowTheSearchOfTheWindow() {
    RedModel red = new RedModel(FakeTelemetry.shop(40), ambient, new InPlace(), () -> NOW);
    red.show();
    int all = red.redProperty().get().services().size();
    assertThat(all).isGreaterThan(1);
    ambient.searchProperty().set("service:payment");
    assertThat(red.redProperty().get().services())
        .singleElement()
        .satisfies(one -> assertThat(one.service()).isEqualTo("payment"));
    ambient.searchProperty().set("duration:>fast");
    assertThat(red.troubleProperty().get()).startsWith("The search cannot be read");
    ambient.searchProperty().set("");
    assertThat(red.redProperty().get().services()).hasSize(all);
    assertThat(red.troubleProperty().get()).isEmpty();
  }

  @Test
  void beforeTheFirstAnswerItIsSaidThatTheStoreIsAskedAndNotThatThereIsNothing() {
    RedModel red = new RedModel(FakeTelemetry.empty(), ambient, new InPlace(), () -> NOW);
    assertThat(nothing(red)).isEqualTo("Asking the store …");
    red.show();
    assertThat(nothing(red)).isEqualTo("No requests in this search and time range");
  }

  private static String nothing(RedModel red) {
    return RedCharts.content(red.redProperty().get(), red.answeredProperty().get(), ZoneOffset.UTC)
        .rest();
  }

  @Test
  void servicesAreAskedForAgainOnlyWhenSomethingCameAndAfterAPause() {
    FakeTelemetry telemetry = FakeTelemetry.shop(5);
    RedModel red = new RedModel(telemetry, ambient, new InPlace(), () -> NOW);
    red.show();
    int asked = telemetry.snapshots();
    for (int i = 0; i < 20; i++) {
      red.tick();
    }
    assertThat(telemetry.snapshots()).isEqualTo(asked);
    telemetry.add(FakeTelemetry.shop(1).spans());
    red.tick();
    assertThat(telemetry.snapshots()).isEqualTo(asked + 1);
    ambient.liveProperty().set(false);
    telemetry.add(FakeTelemetry.shop(1).spans());
    for (int i = 0; i < 20; i++) {
      red.tick();
    }
    assertThat(telemetry.snapshots()).as("paused").isEqualTo(asked + 1);
    red.hide();
    assertThat(telemetry.openSnapshots()).isZero();
  }

  @Test
  void aFailureIsSaidAndTheLastAnswerStays() {
    FakeTelemetry telemetry = FakeTelemetry.shop(5);
    RedModel red = new RedModel(telemetry, ambient, new InPlace(), () -> NOW);
    red.show();
    telemetry.failWith("disk is gone");
    ambient.searchProperty().set("status:error");
    assertThat(red.troubleProperty().get()).isEqualTo("Not known: disk is gone");
    assertThat(red.redProperty().get().services()).isNotEmpty();
  }
}
