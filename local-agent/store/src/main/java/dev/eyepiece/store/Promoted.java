package dev.eyepiece.store;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Attributes that have a column of their own wherever they occur, since people search and group by
 * them most (OpenTelemetry semantic conventions for HTTP, databases, messaging, RPC, exceptions and
 * generative AI).
 */
final class Promoted {
  static final SequencedSet<String> KEYS =
      Collections.unmodifiableSequencedSet(
          new LinkedHashSet<>(
              List.of(
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
                  "server.port",
                  "url.scheme",
                  "network.peer.address",
                  "db.collection.name",
                  "rpc.response.status_code",
                  "rpc.grpc.status_code",
                  "messaging.operation.name",
                  "gen_ai.provider.name",
                  "thread.id",
                  "network.protocol.version",
                  "user_agent.original",
                  "http.url")));

  private Promoted() {}
}
