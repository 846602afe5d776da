package dev.eyepiece.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.Red;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewExportTest {
  private static final Red RED =
      new Red(
          100,
          200,
          List.of(new Red.Bin(100, 150, 4, 1, 5, 6, 7)),
          List.of(
              new Red.Service("cart, old", 40, 4, 1, 5, 6, 7),
              new Red.Service("say \"hi\"", 2, 0, 0, 0, 0, 0)));

  @Test
  void everyServiceIsALineOfCsv() throws IOException {
    StringBuilder out = new StringBuilder();
    OverviewExport.csv(RED, out);
    assertThat(out)
        .hasToString(
            "service,requests,errors,p50Nano,p95Nano,p99Nano,spans\r\n"
                + "\"cart, old\",4,1,5,6,7,40\r\n"
                + "\"say \"\"hi\"\"\",0,0,0,0,0,2\r\n");
  }

  @Test
  void jsonHoldsSignalsServicesAndDurationsOverTime() throws IOException {
    StringBuilder out = new StringBuilder();
    OverviewExport.json(List.of(new SignalRate("spans", 3, 40, 30, 2)), RED, out);
    assertThat(out)
        .hasToString(
            """
            {"signals": [
              {"signal": "spans", "perSecond": 3, "taken": 40, "held": 30, "rejected": 2}
            ],
            "services": [
              {"service": "cart, old", "requests": 4, "errors": 1, "p50Nano": 5, "p95Nano": 6, "p99Nano": 7, "spans": 40},
              {"service": "say \\"hi\\"", "requests": 0, "errors": 0, "p50Nano": 0, "p95Nano": 0, "p99Nano": 0, "spans": 2}
            ],
            "durations": [
              {"fromUnixNano": "100", "toUnixNano": "150", "p50Nano": 5, "p95Nano": 6, "p99Nano": 7}
            ]}
            """);
  }

  @Test
  void nothingAtAllIsStillJson() throws IOException {
    StringBuilder out = new StringBuilder();
    OverviewExport.json(List.of(), Red.EMPTY, out);
    assertThat(out).hasToString("{\"signals\": [\n],\n\"services\": [\n],\n\"durations\": [\n]}\n");
  }
}
