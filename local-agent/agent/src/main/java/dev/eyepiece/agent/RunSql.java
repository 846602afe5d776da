package dev.eyepiece.agent;

import dev.eyepiece.store.SqlDialect;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Where the SQL of two stores differs, of what is asked of runs. */
enum RunSql {
  DUCKDB {
    @Override
    String run() {
      return "json_extract_string(resource, '$.\"" + Runs.RUN_NAME + "\"')";
    }

    @Override
    String quantile(String value, String share) {
      return "quantile_disc(" + value + ", " + share + ")";
    }

    @Override
    String keys() {
      return "unnest(json_keys(attributes))";
    }

    @Override
    String attribute(String key) {
      return "json_extract_string(attributes, '$.\"" + key + "\"')";
    }

    @Override
    String literal(String text) {
      return "'" + text.replace("'", "''") + "'";
    }
  },

  CLICKHOUSE {
    @Override
    String run() {
      return "nullIf(resource['" + Runs.RUN_NAME + "'], '')";
    }

    // The smallest value that so many are not above, which none of its own functions gives.
    @Override
    String quantile(String value, String share) {
      return "arraySort(groupArray("
          + value
          + "))[toInt64(ceil("
          + share
          + " * toFloat64(count())))]";
    }

    @Override
    String keys() {
      return "arrayJoin(mapKeys(attributes))";
    }

    @Override
    String attribute(String key) {
      return "nullIf(attributes['" + key + "'], '')";
    }

    // In digits: what a user wrote may not hold the word FORMAT, nor what looks like a table.
    @Override
    String literal(String text) {
      return "unhex('" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "')";
    }
  };

  static RunSql of(SqlDialect dialect) {
    return switch (dialect) {
      case DUCKDB -> DUCKDB;
      case CLICKHOUSE -> CLICKHOUSE;
    };
  }

  /** The run that a record names, NULL for none. */
  abstract String run();

  /** The smallest of the values that a share of them are not above. */
  abstract String quantile(String value, String share);

  /** The keys of a record's attributes, a row each. */
  abstract String keys();

  /** The text of an attribute of a record, NULL where there is none. */
  abstract String attribute(String key);

  abstract String literal(String text);
}
