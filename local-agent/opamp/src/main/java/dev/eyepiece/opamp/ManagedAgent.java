package dev.eyepiece.opamp;

import java.util.List;
import java.util.Map;

/** A program that a server of OpAMP may see and configure. Called on the client's thread alone. */
public interface ManagedAgent {

  /** What tells it from all others: service.name, service.version, service.instance.id. */
  Map<String, String> identifying();

  /** What else is to be known of it: os.type, host.name and the like. */
  Map<String, String> nonIdentifying();

  HealthNode health();

  List<ConfigText> effectiveConfig();

  /**
   * Takes a config from the server; may take its time.
   *
   * @throws ConfigRefusedException when it does not go on with that config; it then goes on with
   *     the one it had
   */
  void apply(List<ConfigText> config) throws ConfigRefusedException;

  /** Keeps what is to be known again after a restart; must not lose it at a crash soon after. */
  void remember(ClientMemory memory);
}
