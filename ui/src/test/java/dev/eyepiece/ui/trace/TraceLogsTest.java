package dev.eyepiece.ui.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.FakeTime;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceLogsTest {
  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private final Ambient ambient = new Ambient();
  private final FakeTime time = new FakeTime();
  private final TraceViewModel model =
      new TraceViewModel(telemetry, ambient, new InPlace(), time::nanos, time);

  /** A record of a span of a trace, so many milliseconds after the trace's start. */
  static ScopedLog log(TraceId trace, long span, double ms, int severity, String body) {
    LogRecord log = new LogRecord();
    log.setTraceId(trace.high(), trace.low());
    log.setSpanId(span);
    log.setTimeUnixNano(TraceCases.START + Math.round(ms * 1e6));
    log.setSeverityNumber(severity);
    log.setBody(new AnyValue.Text(Utf8.of(body)));
    Attributes own = new Attributes();
    own.add("service.name", "payment");
    return new ScopedLog(
        new Resource(own, 0, List.of(), Utf8.EMPTY),
        new Scope(Utf8.of("shop.log"), Utf8.EMPTY, new Attributes(), 0, Utf8.EMPTY),
        log);
  }

  /** Records of {@link TraceCases#nineServices()}: some of spans 1, 6 and 7, one of none. */
  static List<ScopedLog> logs(TraceId trace) {
    return List.of(
        log(trace, 1, 0.2, 9, "order 4711 received"),
        log(trace, 6, 18.4, 5, "charge 19.90 EUR"),
        log(trace, 7, 20.2, 9, "asking the bank"),
        log(trace, 7, 31.5, 13, "no answer within 10 ms, trying again"),
        log(trace, 7, 44.6, 13, "no answer within 10 ms, trying again"),
        log(trace, 7, 59.5, 17, "authorisation failed: gateway did not answer within 40 ms"),
        log(trace, 6, 60.5, 17, "charge refused"),
        log(trace, 1, 104, 9, "order 4711 answered 502"),
        log(trace, 0, 104.5, 9, "connection closed"));
  }

  private TraceCases open() {
    TraceCases cases = TraceCases.nineServices();
    telemetry.add(cases.spans());
    telemetry.addLogs(logs(cases.id()));
    telemetry.addLogs(List.of(log(new TraceId(5, 5), 7, 1, 9, "of another trace")));
    model.open(cases.id(), 7);
    return cases;
  }

  private List<String> shown() {
    return model.logs().shownProperty().get().stream().map(LogRow::line).toList();
  }

  @Test
  void recordsOfTheSpanAreListedAndThoseOfTheTraceOnDemand() {
    open();
    assertThat(shown()).hasSize(4).first().isEqualTo("asking the bank");
    assertThat(model.logs().saidProperty().get()).isEqualTo("4 of 9 records");
    model.select(model.tree().nodeOf(8));
    assertThat(shown()).isEmpty();
    assertThat(model.logs().saidProperty().get())
        .isEqualTo("No log record of this span; the trace has 9.");
    model.logs().wholeProperty().set(true);
    assertThat(shown()).hasSize(9).last().isEqualTo("connection closed");
    assertThat(model.logs().saidProperty().get()).isEqualTo("9 records");
  }

  @Test
  void recordsThatComeLateJoinTheirSpan() {
    TraceCases cases = open();
    telemetry.addLogs(List.of(log(cases.id(), 7, 59.9, 9, "giving up")));
    assertThat(shown()).hasSize(5).last().isEqualTo("giving up");
    ambient.liveProperty().set(false);
    telemetry.addLogs(List.of(log(cases.id(), 7, 59.95, 9, "gone")));
    assertThat(shown()).hasSize(5);
    ambient.liveProperty().set(true);
    assertThat(shown()).hasSize(6);
  }

  @Test
  void aTraceWithoutRecordsSaysSoAndAFailureIsSaid() {
    TraceCases quiet = TraceCases.single();
    telemetry.add(quiet.spans());
    model.open(quiet.id(), 0);
    assertThat(model.logs().saidProperty().get()).isEqualTo("No log record of this trace is held.");
    telemetry.failWith("the disk is gone");
    model.open(new TraceId(1, 3), 0);
    assertThat(model.logs().saidProperty().get())
        .isEqualTo("Log records could not be read: the disk is gone");
  }

  @Test
  void aRecordIsOpenedAmongTheOthersOfItsTrace() {
    TraceCases cases = open();
    List<String> went = new ArrayList<>();
    TraceLogs.open(
        model.logs().shownProperty().get().getLast(),
        new Navigator() {
          @Override
          public void open(Place place) {
            throw new AssertionError("without a search");
          }

          @Override
          public void open(Place place, String search) {
            went.add(place + " " + search);
          }

          @Override
          public void back() {}

          @Override
          public void forward() {}
        });
    Place.LogPoint at = new Place.LogPoint(cases.id(), 7, TraceCases.START + 59_500_000);
    assertThat(went).containsExactly(new Place.Logs(at) + " trace:" + cases.id());
  }

  @Test
  void dotsThatWouldLieOverEachOtherAreOneOfTheWorstSeverity() {
    TraceCases cases = open();
    List<LogRow> rows = model.logs().allProperty().get().all();
    TimeScale scale = TimeScale.whole(105e6, 1050);
    List<LogDots.Dot> dots = LogDots.of(scale, rows, TraceCases.START);
    // 59.5 and 60.5 ms lie ten pixels apart, 104 and 104.5 ms five, which is less than a dot.
    assertThat(dots).hasSize(8);
    assertThat(dots.stream().mapToInt(dot -> dot.to() - dot.from()).sum()).isEqualTo(rows.size());
    List<LogDots.Dot> fewer = LogDots.of(scale.withWidth(105), rows, TraceCases.START);
    assertThat(fewer.stream().mapToInt(dot -> dot.to() - dot.from()).sum()).isEqualTo(rows.size());
    assertThat(fewer).hasSize(6);
    assertThat(fewer.get(4).range()).as("an error among its records").isEqualTo(4);
    List<LogDots.Dot> part = LogDots.of(scale.between(19e6, 50e6), rows, TraceCases.START);
    assertThat(part.stream().map(dot -> rows.get(dot.from()).line()))
        .containsExactly(
            "asking the bank",
            "no answer within 10 ms, trying again",
            "no answer within 10 ms, trying again");
    assertThat(new Mark.Logs(rows.subList(5, 7)).tip(TraceCases.START))
        .isEqualTo(
            "error at 59.5 ms  authorisation failed: gateway did not answer within 40 ms\n"
                + "error at 60.5 ms  charge refused");
    assertThat(cases.spans()).isNotEmpty();
  }
}
