package dev.eyepiece.ui.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlotTest {
  private static final Column SERVICE = new Column("service", "VARCHAR");
  private static final Column TIME = new Column("second", "TIMESTAMP_NS");
  private static final Column COUNT = new Column("spans", "BIGINT");
  private static final Column SHARE = new Column("share", "DECIMAL(3,2)");

  private static QueryResult result(List<Column> columns, List<List<@Nullable Object>> rows) {
    return QueryResult.of("", columns, rows, false, false, 1, null);
  }

  @Test
  void aChoiceIsProposedThatFits() {
    assertThat(Plot.proposed(List.of(SERVICE, COUNT))).isEqualTo(new Plot.Choice(0, 1, true));
    assertThat(Plot.proposed(List.of(SERVICE, TIME, SHARE)))
        .isEqualTo(new Plot.Choice(1, 2, false));
    assertThat(Plot.proposed(List.of(COUNT, SHARE))).isEqualTo(new Plot.Choice(0, 1, false));
    assertThat(Plot.proposed(List.of(SERVICE))).isNull();
    assertThat(Plot.proposed(List.of(COUNT))).isNull();
    assertThat(Plot.proposed(List.of())).isNull();
  }

  @Test
  void timesAreUtcAndInOrderAndWhatHasNoValueIsSaid() {
    Plot plot =
        Plot.of(
            result(
                List.of(TIME, SHARE),
                List.of(
                    List.of("1970-01-01 00:00:02", "0.25"),
                    List.of("1970-01-01 00:00:01.5", "1.50"),
                    Arrays.asList(null, "3"),
                    Arrays.asList("1970-01-01 00:00:03", null))),
            new Plot.Choice(0, 1, false));
    assertThat(plot.points()).extracting(Plot.Point::x).containsExactly(1500.0, 2000.0);
    assertThat(plot.points()).extracting(Plot.Point::y).containsExactly(1.5, 0.25);
    assertThat(plot.said()).isEqualTo("2 rows have no value to draw");
    assertThat(plot.xName()).isEqualTo("second (UTC)");
  }

  @Test
  void barsBeyondWhatCanBeReadAreLeftOutAndSaid() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (long i = 0; i < 50; i++) {
      rows.add(List.of("service-" + i, i));
    }
    Plot plot = Plot.of(result(List.of(SERVICE, COUNT), rows), new Plot.Choice(0, 1, false));
    assertThat(plot.bars()).isTrue();
    assertThat(plot.points()).hasSize(Plot.MOST_BARS);
    assertThat(plot.said()).isEqualTo("the first 40 of 50 bars");
  }
}
