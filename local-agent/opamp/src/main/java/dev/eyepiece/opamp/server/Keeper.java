package dev.eyepiece.opamp.server;

import dev.eyepiece.opamp.InstanceUid;

/** Keeps what changed of agents. Callers hold the agent's lock; nothing here waits. */
public interface Keeper {

  /** Something that is kept has changed. */
  void changed(AgentState agent);

  /** A message came that changed nothing but number and time. */
  void heard(AgentState agent);

  /** An agent goes by another uid, or is not to be known any more. */
  void forgotten(InstanceUid uid);
}
