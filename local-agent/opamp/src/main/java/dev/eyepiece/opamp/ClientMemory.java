package dev.eyepiece.opamp;

/**
 * What a client has to know again after a restart.
 *
 * @param uid the agent's, which a server may have given it
 * @param configHash of the config that it took last, hexadecimal digits; empty for none
 * @param status what became of that config
 * @param error why it failed, empty when it did not
 */
public record ClientMemory(InstanceUid uid, String configHash, ConfigStatus status, String error) {

  /** Of an agent that has never been connected. */
  public static ClientMemory of(InstanceUid uid) {
    return new ClientMemory(uid, "", ConfigStatus.UNSET, "");
  }
}
