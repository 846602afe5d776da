package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What marks take for granted of how DuckDB writes texts in lower case. */
class FoldingTest {
  @Test
  void twoCharactersBecomeLettersOfAscii() throws Exception {
    List<Integer> folding = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT i FROM range(128, 1114112) AS r(i) WHERE (i < 55296 OR i > 57343)"
                    + " AND regexp_matches(lower(chr(i::INTEGER)), '[\\x00-\\x7f]') ORDER BY i")) {
      while (rows.next()) {
        folding.add(rows.getInt(1));
      }
    }
    assertThat(folding).containsExactly(0x130, 0x212A);
  }

  @Test
  void ofAsciiLettersAloneChange() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM range(1, 128) AS r(i) WHERE ascii(lower(chr(i::INTEGER)))"
                    + " <> i + CASE WHEN i BETWEEN 65 AND 90 THEN 32 ELSE 0 END")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isZero();
    }
  }
}
