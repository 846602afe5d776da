package dev.eyepiece.ui.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.FakeTime;
import dev.eyepiece.ui.HeldWork;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.facet.Facet;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.trace.LogBody;
import dev.eyepiece.ui.trace.LogRow;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogsViewModelTest {
  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private final ShopLogs shop = new ShopLogs(5);
  private final Ambient ambient = new Ambient();
  private final FakeTime time = new FakeTime();
  private LogsViewModel model;

  @BeforeEach
  void show() {
    model =
        new LogsViewModel(
            telemetry, ambient, new InPlace(), InstantSource.system(), time::nanos, time);
    model.show();
  }

  private void add(List<ScopedLog> logs) {
    time.pass(60_000);
    telemetry.addLogs(logs);
  }

  @Test
  void theNewestAreListedOldestFirst() {
    assertThat(model.stateProperty().get()).isInstanceOf(LogState.NothingReceived.class);
    add(shop.next(6_000));
    assertThat(model.rows())
        .hasSize(LogAnswer.MOST_ROWS)
        .isSortedAccordingTo((a, b) -> Long.compare(a.timeUnixNano(), b.timeUnixNano()));
    assertThat(model.footer())
        .isEqualTo("6\u202F000 of 6\u202F000 log records match, the newest 5\u202F000 are listed");
    List<ScopedLog> more = shop.next(1);
    add(more);
    assertThat(model.rows().getLast().source()).isEqualTo(more.getFirst());
  }

  @Test
  void nothingMovesUnderAReaderWhoIsToldWhatCame() {
    add(shop.next(50));
    model.readingProperty().set(true);
    List<LogRow> before = model.rows();
    add(shop.next(128));
    assertThat(model.rows()).isSameAs(before);
    assertThat(model.pendingProperty().get()).isEqualTo(128);
    model.catchUp();
    assertThat(model.rows()).hasSize(178);
    assertThat(model.pendingProperty().get()).isZero();
  }

  @Test
  void stackTracesAndJsonOpenInPlaceWithTheirLines() {
    add(shop.next(200));
    LogRow error = model.rows().stream().filter(LogRow::isError).findFirst().orElseThrow();
    int at = model.indexOf(error);
    model.toggleOpen(error);
    assertThat(model.lines()).hasSize(203);
    assertThat(model.lines().get(at)).isEqualTo(new LogLine.Head(error, true));
    assertThat(((LogLine.More) model.lines().get(at + 2)).line().text())
        .isEqualTo("    at shop.Bank.ask(Bank.java:41)");
    model.toggleOpen(error);
    assertThat(model.lines()).hasSize(200);
    LogRow json =
        model.rows().stream().filter(row -> row.line().startsWith("{")).findFirst().orElseThrow();
    model.toggleOpen(json);
    assertThat(model.lines().get(model.indexOf(json) + 1))
        .isEqualTo(new LogLine.More(json, new LogBody.Line("{", true)));
  }

  @Test
  void severityAndAttributesNarrow() {
    add(shop.next(300));
    assertThat(model.facetsProperty().get())
        .extracting(Facet::field)
        .containsExactly("severity", "service");
    model.toggle("severity", "error", false);
    assertThat(model.rows()).isNotEmpty().allMatch(LogRow::isError);
    model.toggle("service", "payment", false);
    assertThat(model.rows()).allMatch(row -> row.service().equals("payment"));
    model.sought().search("");
    model.addFacet("order.id");
    assertThat(model.facetsProperty().get()).hasSize(3);
    assertThat(model.facetsProperty().get().getLast().more()).isTrue();
  }

  @Test
  void errorsAreSteppedThrough() {
    add(shop.next(200));
    model.nextError(true);
    LogRow first = model.selectedProperty().get();
    assertThat(first).isNotNull();
    assertThat(first.isError()).isTrue();
    model.nextError(true);
    assertThat(model.selectedProperty().get()).isNotEqualTo(first);
    model.nextError(false);
    assertThat(model.selectedProperty().get()).isEqualTo(first);
  }

  @Test
  void aStretchOfTheHistogramIsTheRange() {
    add(shop.next(100));
    LogRow row = model.rows().get(40);
    model.sought().only(new TimeRange(row.timeUnixNano(), row.timeUnixNano() + 1));
    assertThat(model.rows()).hasSize(1);
    model.sought().search("nothing");
    assertThat(model.stateProperty().get()).isEqualTo(new LogState.NoMatch("nothing", 1, true));
    model.sought().allTime();
    assertThat(model.stateProperty().get()).isEqualTo(new LogState.NoMatch("nothing", 100, false));
  }

  @Test
  void afterAFailureTheRowsStayAndItIsSaid() {
    add(shop.next(10));
    telemetry.failWith("the disk is gone");
    model.refresh();
    assertThat(model.rows()).hasSize(10);
    assertThat(model.troubleProperty().get())
        .isEqualTo("The log records could not be read: the disk is gone");
    assertThat(telemetry.openSnapshots()).isZero();
  }

  @Test
  void filesHoldWhatIsListed() throws Exception {
    add(shop.next(40));
    StringBuilder csv = new StringBuilder();
    LogExport.csv(model.rows(), csv);
    assertThat(csv.toString().lines()).hasSize(41);
    StringBuilder json = new StringBuilder();
    LogExport.json(model.rows(), json);
    assertThat(json.toString())
        .contains("\"timeUnixNano\": \"" + model.rows().getFirst().timeUnixNano() + "\"");
  }

  @Test
  void howOldTheListIsIsSaidWhileAQuestionTakesLong() {
    // The other one winds the clock.
    model.hide();
    InstantSource clock = time.showing(Instant.parse("2026-11-30T14:03:10Z"));
    HeldWork background = new HeldWork("List log records");
    LogsViewModel held =
        new LogsViewModel(telemetry, ambient, background, clock, time::nanos, (nanos, then) -> {});
    telemetry.addLogs(shop.next(5));
    held.show();
    background.runNext();
    time.pass(5_000);
    telemetry.addLogs(shop.next(5));
    assertThat(held.age(ZoneOffset.UTC)).isEqualTo("as of 14:03:10, asking…");
    background.runNext();
    assertThat(held.rows()).hasSize(10);
    assertThat(held.age(ZoneOffset.UTC)).isEmpty();
  }
}
