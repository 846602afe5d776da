package dev.eyepiece.ui.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ruleeditor.Offer;
import dev.eyepiece.ruleeditor.Offers;
import dev.eyepiece.store.SqlDialect;
import dev.eyepiece.telemetry.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlCompletionsTest {
  private final SqlCompletions completions =
      new SqlCompletions(
          new Schema(
              Map.of(
                  Signal.TRACES,
                  new Schema.Table(
                      "spans",
                      List.of(
                          new Column("service", "VARCHAR"),
                          new Column("duration_ns", "BIGINT"),
                          new Column("http.route", "VARCHAR")),
                      3),
                  Signal.LOGS,
                  new Schema.Table("logs", List.of(new Column("severity", "VARCHAR")), 0)),
              SqlDialect.DUCKDB));

  /** The caret is where the bar is. */
  private Offers at(String text) {
    return completions.at(text.replace("|", ""), text.indexOf('|'), false);
  }

  private List<String> offered(String text) {
    return at(text).offers().stream().map(Offer::insert).toList();
  }

  @Test
  void columnsOfTheTableThatTheStatementNamesAreOffered() {
    assertThat(offered("SELECT se| FROM spans")).startsWith("service").doesNotContain("severity");
    assertThat(offered("SELECT se| FROM logs")).startsWith("severity").doesNotContain("service");
    assertThat(offered("SELECT sev|")).contains("severity");
  }

  @Test
  void attributeKeysAreWrittenInQuotes() {
    assertThat(offered("SELECT http.r| FROM spans")).containsExactly("\"http.route\"");
    Offers quoted = at("SELECT \"htt| FROM spans");
    assertThat(quoted.offers()).extracting(Offer::insert).containsExactly("\"http.route\"");
    assertThat(quoted.from()).isEqualTo(7);
  }

  @Test
  void behindAnAliasTheColumnAloneIsReplaced() {
    Offers found = at("SELECT s.dur| FROM spans s");
    assertThat(found.offers()).extracting(Offer::insert).containsExactly("duration_ns");
    assertThat(found.from()).isEqualTo(9);
  }

  @Test
  void tablesFollowFromAndJoin() {
    assertThat(offered("SELECT 1 FROM s|")).containsExactly("spans", "logs");
    assertThat(completions.at("SELECT 1 FROM ", 14, true).offers())
        .extracting(Offer::insert)
        .containsExactlyInAnyOrder("spans", "logs");
  }

  @Test
  void nothingIsOfferedInTextsAndComments() {
    assertThat(at("SELECT 'serv| FROM spans").offers()).isEmpty();
    assertThat(at("-- serv|").offers()).isEmpty();
    assertThat(at("SELECT service|").offers()).extracting(Offer::insert).doesNotContain("service");
  }
}
