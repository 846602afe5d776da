package dev.eyepiece.store;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Attributes that the semantic conventions renamed: a search for either name finds the records that
 * have the other. The record's own value of the name that was asked for comes first.
 */
public final class SearchAliases {
  /** Old name, new name (semantic conventions' migration guides for HTTP, databases, network). */
  private static final String[][] RENAMED = {
    {"http.method", "http.request.method"},
    {"http.status_code", "http.response.status_code"},
    {"http.url", "url.full"},
    {"http.scheme", "url.scheme"},
    {"http.user_agent", "user_agent.original"},
    {"http.client_ip", "client.address"},
    {"net.peer.name", "server.address"},
    {"net.peer.port", "server.port"},
    {"net.protocol.name", "network.protocol.name"},
    {"net.protocol.version", "network.protocol.version"},
    {"db.system", "db.system.name"},
    {"db.statement", "db.query.text"},
    {"db.operation", "db.operation.name"},
    {"db.name", "db.namespace"},
    {"messaging.destination", "messaging.destination.name"},
    {"messaging.message_id", "messaging.message.id"},
    {"deployment.environment", "deployment.environment.name"},
  };

  private static final Map<String, String> OTHER =
      Stream.of(RENAMED)
          .flatMap(pair -> Stream.of(Map.entry(pair[0], pair[1]), Map.entry(pair[1], pair[0])))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private SearchAliases() {}

  /** The key, then the name that it had before or has now, if it was renamed. */
  public static List<String> of(String key) {
    String other = OTHER.get(key);
    return other == null ? List.of(key) : List.of(key, other);
  }
}
