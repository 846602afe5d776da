package dev.eyepiece.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceList;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceSpans;
import org.junit.jupiter.api.Test;

class FakeTelemetryTest {
  @Test
  void answersAsAStoreDoes() throws Exception {
    FakeTelemetry telemetry = FakeTelemetry.shop(200);
    try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
      Search errors = Search.parse("service:payment status:error");
      TraceList failed =
          snapshot.traces(
              new TraceQuery(errors, TimeRange.ALL, TraceQuery.Sort.DURATION, true, 1000));
      assertThat(failed.rows()).isNotEmpty().allMatch(row -> row.errorSpans() >= 4);
      assertThat(failed.matchingSpans()).isEqualTo(2L * failed.traces());
      TraceSpans trace = snapshot.trace(failed.rows().getFirst().traceId()).orElseThrow();
      assertThat(trace.size()).isEqualTo(failed.rows().getFirst().spans());
      assertThat(snapshot.matches(trace, errors)).hasSize(2);
      assertThat(snapshot.facet("service", Search.All.INSTANCE, TimeRange.ALL, 10)).hasSize(7);
      assertThat(snapshot.durations(Search.All.INSTANCE, TimeRange.ALL, 20, 4).counts())
          .isNotEmpty();
      long slow = snapshot.countSpans(Search.parse("duration:>20ms"), TimeRange.ALL);
      assertThat(slow).isPositive().isLessThan(telemetry.spans().size());
    }
    assertThat(telemetry.openSnapshots()).isZero();
  }
}
