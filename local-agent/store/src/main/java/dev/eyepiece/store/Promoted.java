package dev.eyepiece.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Attributes that have a column of their own, since people search and group by them most
 * (OpenTelemetry semantic conventions for HTTP, databases, messaging, RPC, exceptions and
 * generative AI). All others are in the column of JSON text.
 */
final class Promoted {
  private static final String[] KEYS = {
    "http.request.method",
    "http.response.status_code",
    "http.route",
    "url.path",
    "url.full",
    "server.address",
    "client.address",
    "db.system.name",
    "db.system",
    "db.namespace",
    "db.operation.name",
    "db.query.text",
    "db.statement",
    "messaging.system",
    "messaging.destination.name",
    "messaging.operation.type",
    "rpc.system",
    "rpc.service",
    "rpc.method",
    "error.type",
    "exception.type",
    "user.id",
    "session.id",
    "thread.name",
    "code.function.name",
    "gen_ai.operation.name",
    "gen_ai.request.model",
    "http.method",
    "http.status_code",
    "http.target",
  };

  /** Column by attribute key, in column order. */
  static final Map<String, String> COLUMNS = columns();

  private Promoted() {}

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String key : KEYS) {
      columns.put(key, "a_" + key.replace('.', '_'));
    }
    return Collections.unmodifiableMap(columns);
  }
}
