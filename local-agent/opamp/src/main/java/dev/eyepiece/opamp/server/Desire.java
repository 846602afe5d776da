package dev.eyepiece.opamp.server;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.FleetException;
import dev.eyepiece.opamp.store.Blob;
import dev.eyepiece.opamp.wire.ConfigStep;
import dev.eyepiece.opamp.wire.RemoteConfigStatuses;
import java.util.ArrayList;
import java.util.List;

/** What a person wants an agent to do. */
public final class Desire {
  /** So many former configs of an agent are kept to go back to. */
  private static final int FORMER = 8;

  private Desire() {}

  /**
   * Lets an agent have a config from now on.
   *
   * @return whether it is on its way; not when the agent has it already or cannot be reached now
   */
  public static boolean set(
      AgentState agent, Blob config, MessageHandler handler, Keeper keeper, long now)
      throws FleetException {
    synchronized (agent) {
      if (agent.capabilities != 0 && !agent.can(AgentCapability.ACCEPTS_REMOTE_CONFIG)) {
        throw FleetException.of(
            "agent "
                + agent.uid
                + " takes no configs from a server (it says: "
                + String.join(", ", AgentCapability.titles(agent.capabilities))
                + ")");
      }
      boolean same = agent.reported.getLastRemoteConfigHash().equals(config.sha256());
      boolean applied =
          agent.reported.getStatus() == RemoteConfigStatuses.RemoteConfigStatuses_APPLIED;
      // What it said last is outdated when it was offered something else since.
      boolean moved =
          !agent.offered.isEmpty()
              && !agent.offered.equals(config.sha256())
              && agent.offeredAt >= agent.reportedAt;
      remember(agent, config);
      agent.desired = config;
      agent.desiredAt = now;
      agent.history.add(now, config.sha256(), ConfigStep.ConfigStep_DESIRED, "");
      agent.offers = 0;
      agent.offered = ByteString.EMPTY;
      agent.forced = !(same && applied) || moved;
      boolean offered = handler.pushNow(agent);
      keeper.changed(agent);
      return offered;
    }
  }

  private static void remember(AgentState agent, Blob next) {
    List<Blob> former = new ArrayList<>(agent.former);
    Blob last = agent.desired;
    if (last != null) {
      former.addFirst(last);
    }
    former.removeIf(blob -> blob.sha256().equals(next.sha256()));
    agent.former = List.copyOf(former.subList(0, Math.min(former.size(), FORMER)));
  }

  /** The config that an agent applied before the one that it is to have, or has. */
  public static Blob before(AgentState agent) throws FleetException {
    synchronized (agent) {
      ByteString now = agent.desiredHash();
      for (ByteString hash : agent.history.applied()) {
        for (Blob blob : agent.former) {
          if (blob.sha256().equals(hash) && !hash.equals(now)) {
            return blob;
          }
        }
      }
      throw FleetException.of(
          "agent "
              + agent.uid
              + " has applied no other config from here; there is nothing to go back to");
    }
  }

  /** Tells an agent to restart. */
  public static void restart(AgentState agent, MessageHandler handler) throws FleetException {
    synchronized (agent) {
      if (!agent.can(AgentCapability.ACCEPTS_RESTART_COMMAND)) {
        throw FleetException.of("agent " + agent.uid + " does not take the command to restart");
      }
      agent.restart = true;
      handler.pushNow(agent);
    }
  }
}
