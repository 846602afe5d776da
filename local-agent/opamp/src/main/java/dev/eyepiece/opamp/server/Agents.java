package dev.eyepiece.opamp.server;

import dev.eyepiece.opamp.InstanceUid;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All agents that are known, by uid. Safe for use by several threads. */
public final class Agents {
  /** Uids that were given to agents which have not used them yet. */
  private static final int MOST_PROMISED = 10_000;

  private final ConcurrentHashMap<InstanceUid, AgentState> byUid = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<InstanceUid, InstanceUid> promised = new ConcurrentHashMap<>();
  private final int most;

  public Agents(int most) {
    this.most = most;
  }

  public @Nullable AgentState get(InstanceUid uid) {
    return byUid.get(uid);
  }

  public Collection<AgentState> all() {
    return byUid.values();
  }

  public int size() {
    return byUid.size();
  }

  /** Puts an agent that was kept. */
  public void restore(AgentState agent) {
    byUid.put(agent.uid, agent);
  }

  /** The agent of a uid, made when there is none; {@code null} when there are too many. */
  @Nullable AgentState getOrAdd(InstanceUid uid, long now) {
    AgentState known = byUid.get(uid);
    if (known != null) {
      return known;
    }
    if (byUid.size() >= most) {
      return null;
    }
    return byUid.computeIfAbsent(uid, key -> new AgentState(key, now));
  }

  /** Notes that an agent was told to go by another uid. */
  void promise(InstanceUid from, InstanceUid to) {
    if (promised.size() < MOST_PROMISED) {
      promised.put(to, from);
    }
  }

  /**
   * Moves an agent that now goes by the uid it was given.
   *
   * @return its former uid; {@code null} when the uid was given to nobody
   */
  @Nullable InstanceUid keepPromise(InstanceUid uid) {
    if (promised.isEmpty()) {
      return null;
    }
    InstanceUid from = promised.remove(uid);
    AgentState agent = from == null ? null : byUid.remove(from);
    if (from == null || agent == null) {
      return null;
    }
    synchronized (agent) {
      agent.uid = uid;
    }
    byUid.put(uid, agent);
    return from;
  }

  public @Nullable AgentState remove(InstanceUid uid) {
    return byUid.remove(uid);
  }
}
