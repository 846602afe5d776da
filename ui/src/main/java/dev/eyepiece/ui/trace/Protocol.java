package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.Attributes;
import java.util.List;

/**
 * What a span spoke, told by the attributes that the semantic conventions have for it, in their
 * names of today and of before.
 */
final class Protocol {
  private record Family(String title, List<String> keys) {}

  /** What tells more comes first: a call of a model or of gRPC is one of HTTP too. */
  private static final List<Family> FAMILIES =
      List.of(
          new Family("GenAI", List.of("gen_ai.provider.name", "gen_ai.system")),
          new Family("database", List.of("db.system.name", "db.system")),
          new Family("messaging", List.of("messaging.system")),
          new Family("RPC", List.of("rpc.system.name", "rpc.system")),
          new Family("HTTP", List.of("http.request.method", "http.method")));

  private Protocol() {}

  /** {@code database, postgresql}; empty when no attribute tells. */
  static String of(Attributes attributes) {
    for (Family family : FAMILIES) {
      for (String key : family.keys()) {
        for (int i = 0; i < attributes.size(); i++) {
          if (attributes.key(i).toString().equals(key)) {
            return family.title() + ", " + Texts.line(ValueText.of(attributes.value(i)));
          }
        }
      }
    }
    return "";
  }
}
