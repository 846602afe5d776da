package dev.eyepiece.opamp.server;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.store.Blobs;
import dev.eyepiece.opamp.wire.AgentIdentification;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages of agents and answers each. Safe for any thread; a message holds its agent's lock
 * from its first byte of state to its answer, so that answers and pushes keep their order.
 */
// A link is the connection that it is, and equal to no other.
@SuppressWarnings("ReferenceEquality")
public final class MessageHandler {
  private static final Duration COME_LATER = Duration.ofSeconds(60);
  private static final long REQUEST_UID = 1;

  private final Agents agents;
  private final Blobs blobs;
  private final Keeper keeper;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final int maxConfigBytes;
  private final AtomicLong changes;

  /**
   * @param random of new uids
   * @param changes goes up whenever something changed that is shown
   */
  public MessageHandler(
      Agents agents,
      Blobs blobs,
      Keeper keeper,
      InstantSource clock,
      RandomGenerator random,
      int maxConfigBytes,
      AtomicLong changes) {
    this.agents = agents;
    this.blobs = blobs;
    this.keeper = keeper;
    this.clock = clock;
    this.random = random;
    this.maxConfigBytes = maxConfigBytes;
    this.changes = changes;
  }

  /**
   * Takes a message and answers it over its link.
   *
   * @param size its bytes
   * @return the agent that spoke; {@code null} when the message was refused
   */
  public @Nullable InstanceUid take(AgentToServer message, int size, Link link) {
    InstanceUid uid = InstanceUid.of(message.getInstanceUid().toByteArray());
    if (uid == null) {
      link.send(
          Replies.badRequest(
              message.getInstanceUid(),
              "instance_uid has "
                  + message.getInstanceUid().size()
                  + " bytes; expected 16 that are not all zero"));
      return null;
    }
    String trouble = Checks.trouble(message, maxConfigBytes);
    if (!trouble.isEmpty()) {
      link.send(Replies.badRequest(message.getInstanceUid(), trouble));
      return null;
    }
    if (agents.get(uid) == null) {
      InstanceUid before = agents.keepPromise(uid);
      if (before != null) {
        keeper.forgotten(before);
      }
    }
    long now = clock.millis();
    AgentState agent = agents.getOrAdd(uid, now);
    if (agent == null) {
      link.send(
          Replies.unavailable(
              message.getInstanceUid(), "this server knows as many agents as it can", COME_LATER));
      return null;
    }
    synchronized (agent) {
      if (isDuplicate(agent, message, link)) {
        rename(agent, message, size, link, now);
      } else {
        take(agent, message, size, link, now);
      }
    }
    return uid;
  }

  /**
   * Whether another program than the agent uses its uid: its connection is open, and who speaks
   * here describes itself as another, or speaks on though a newer connection has taken its place. A
   * connection of many agents is a gateway's, and a gateway may move an agent from one to another.
   */
  private static boolean isDuplicate(AgentState agent, AgentToServer message, Link link) {
    Link other = agent.link;
    if (other == null || other == link || !link.isSocket() || !other.isOpen()) {
      return false;
    }
    if (message.hasAgentDescription() && agent.facts.isAnother(message.getAgentDescription())) {
      return true;
    }
    return agent.ousted == link && link.agents() <= 1;
  }

  /** Gives who speaks a uid of its own; what it says is taken when it says it again under that. */
  private void rename(AgentState agent, AgentToServer message, int size, Link link, long now) {
    agent.duplicates++;
    agent.lastRefusal = "another program at " + link.remote() + " used this uid and was renamed";
    agent.messages.took(now, message, size);
    ServerToAgent.Builder reply =
        ServerToAgent.newBuilder()
            .setInstanceUid(ByteString.copyFrom(agent.uid.bytes()))
            .setCapabilities(Replies.CAPABILITIES);
    addNewUid(reply, now);
    send(agent, reply.build(), link, now);
    changes.incrementAndGet();
  }

  private InstanceUid addNewUid(ServerToAgent.Builder reply, long now) {
    InstanceUid fresh = InstanceUid.next(now, random);
    reply.setAgentIdentification(
        AgentIdentification.newBuilder().setNewInstanceUid(ByteString.copyFrom(fresh.bytes())));
    return fresh;
  }

  private void take(AgentState agent, AgentToServer message, int size, Link link, long now) {
    boolean wasLive = agent.link != null && agent.link.isOpen();
    if (link.isSocket() && agent.link != link) {
      agent.ousted = agent.link;
      agent.link = link;
    } else if (!link.isSocket()) {
      agent.link = null;
    }
    boolean changed = agent.socket != link.isSocket() || agent.saidGoodbye || !agent.sequenceKnown;
    agent.socket = link.isSocket();
    agent.remote = link.remote();
    agent.saidGoodbye = false;
    agent.seenThisTime = true;
    agent.lastSeen = now;
    agent.messages.took(now, message, size);
    changed |= agent.merge(message, blobs, now);
    changed |= follow(agent, message);
    boolean shown = changed || !wasLive;
    if (message.hasAgentDisconnect()) {
      agent.saidGoodbye = true;
      agent.link = null;
      changed = true;
      shown = true;
    }
    if (changed || agent.dirty) {
      keeper.changed(agent);
    } else {
      keeper.heard(agent);
    }
    answer(agent, message, link, now);
    if (shown) {
      changes.incrementAndGet();
    }
  }

  /**
   * Follows the agent's count of its messages: a number that is left out means that something was
   * missed (specification, AgentToServer.sequence_num). A number that comes twice is a repetition.
   *
   * @return whether it is now known differently whether all is known
   */
  private static boolean follow(AgentState agent, AgentToServer message) {
    boolean before = agent.complete;
    long number = message.getSequenceNum();
    boolean gap = agent.sequenceKnown && number != agent.sequence + 1 && number != agent.sequence;
    if (Checks.isFull(message, agent.capabilities)) {
      agent.complete = true;
    } else if (gap) {
      agent.complete = false;
    } else if (message.hasAgentDescription()) {
      // The first report, or the answer to being asked: what is not there, the agent has not.
      agent.complete = true;
    }
    agent.sequence = number;
    agent.sequenceKnown = true;
    return before != agent.complete;
  }

  private void answer(AgentState agent, AgentToServer message, Link link, long now) {
    if (message.hasConnectionSettingsRequest()) {
      String why = "this server signs no certificates";
      agent.lastRefusal = "asked for a certificate, and " + why;
      send(agent, Replies.badRequest(message.getInstanceUid(), why), link, now);
      return;
    }
    ServerToAgent.Builder reply = Replies.begin(agent, link);
    boolean restart = agent.restart && agent.can(AgentCapability.ACCEPTS_RESTART_COMMAND);
    if (restart && !link.isSocket()) {
      agent.restart = false;
      send(agent, Replies.restart(agent, link), link, now);
      return;
    }
    if (!message.hasAgentDisconnect()) {
      Replies.addFlags(reply, agent, link, now);
      if ((message.getFlags() & REQUEST_UID) != 0) {
        agents.promise(agent.uid, addNewUid(reply, now));
      } else if (Replies.addConfig(reply, agent, link, now)) {
        keeper.changed(agent);
      }
    }
    send(agent, reply.build(), link, now);
    if (restart) {
      agent.restart = false;
      send(agent, Replies.restart(agent, link), link, now);
    }
  }

  private static void send(AgentState agent, ServerToAgent reply, Link link, long now) {
    agent.messages.sent(now, reply);
    link.send(reply);
  }

  /** Sends an agent what it is to have, if it can be reached now. Callers hold its lock. */
  public boolean pushNow(AgentState agent) {
    Link link = agent.link;
    if (link == null || !link.isSocket() || !link.isOpen()) {
      return false;
    }
    long now = clock.millis();
    ServerToAgent.Builder message = Replies.begin(agent, link);
    boolean offered = Replies.addConfig(message, agent, link, now);
    if (offered) {
      send(agent, message.build(), link, now);
    }
    if (agent.restart && agent.can(AgentCapability.ACCEPTS_RESTART_COMMAND)) {
      agent.restart = false;
      send(agent, Replies.restart(agent, link), link, now);
    }
    return offered;
  }

  /** A connection is gone. */
  public void closed(InstanceUid uid, Link link) {
    AgentState agent = agents.get(uid);
    if (agent == null) {
      return;
    }
    synchronized (agent) {
      if (agent.ousted == link) {
        agent.ousted = null;
      }
      if (agent.link == link) {
        agent.link = null;
        agent.lastSeen = clock.millis();
        keeper.heard(agent);
        changes.incrementAndGet();
      }
    }
  }
}
