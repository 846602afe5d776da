package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a ClickHouse is named. */
class ClickHouseConfigTest {

  @Test
  void aUrlNamesServersUserDatabaseAndTables() throws StoreException {
    ClickHouseConfig config =
        ClickHouseConfig.parse(
            "https://ada@one.example,[::1]:8444/otel_db?traces=my_traces&metrics=m");
    assertThat(config.endpoints())
        .containsExactly(URI.create("https://one.example:8443"), URI.create("https://[::1]:8444"));
    assertThat(config.user()).isEqualTo("ada");
    assertThat(config.database()).isEqualTo("otel_db");
    assertThat(config.tables())
        .isEqualTo(new ClickHouseTables("my_traces", "otel_logs", "m", "otel_profiles"));
    assertThat(config.access()).isEqualTo(ClickHouseConfig.Access.READ);
    assertThat(config.title()).isEqualTo("https://one.example:8443, https://[::1]:8444/otel_db");
    assertThat(ClickHouseConfig.parse("clickhouse://localhost/otel").endpoints())
        .containsExactly(URI.create("http://localhost:8123"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          localhost:8123/otel              | is no URL of a store; expected clickhouse://
          clickhouse://localhost           | is no URL of a store
          clickhouse://localhost/a-b       | is no URL of a store
          clickhouse://a b/otel            | 'a b' is no host of a store
          clickhouse://localhost:99999/x   | 'localhost:99999' is no host of a store
          clickhouse://a,,b/otel           | '' is no host of a store
          clickhouse://a/otel?traces=x;y   | 'traces=x;y' in the URL of a store; expected a table
          clickhouse://a/otel?spans=x      | 'spans' in the URL of a store; expected traces, logs
          ftp://a/otel                     | is no URL of a store
          """)
  void whatIsNoUrlIsSaid(String url, String message) {
    assertThatThrownBy(() -> ClickHouseConfig.parse(url))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aClusterHasAName() throws StoreException {
    ClickHouseConfig config = ClickHouseConfig.parse("clickhouse://localhost/otel");
    assertThat(config.writing(ClickHouseConfig.Access.CREATE, "w", "my-cluster_1").cluster())
        .isEqualTo("my-cluster_1");
    assertThatThrownBy(() -> config.writing(ClickHouseConfig.Access.CREATE, "w", "a`b"))
        .hasMessageContaining("'a`b' is no name of a cluster");
  }

  @Test
  void aPasswordIsNeverSaid() throws StoreException {
    ClickHouseConfig config =
        ClickHouseConfig.parse("clickhouse://ada@localhost/otel").withPassword(new Secret("hush"));
    assertThat(config.toString()).doesNotContain("hush").contains("(hidden)");
    assertThat(config.title()).doesNotContain("hush").doesNotContain("ada");
    for (String url :
        new String[] {
          "clickhouse://ada:hush@localhost/otel",
          "https://ada:hush@localhost",
          "clickhouse://ada:hu/sh@localhost/otel",
          "clickhouse://ada:hush@localhost/otel?x=1"
        }) {
      assertThatThrownBy(() -> ClickHouseConfig.parse(url)).hasMessageNotContaining("hu");
    }
  }
}
