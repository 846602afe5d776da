package dev.eyepiece.opamp.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.ServerCapability;
import dev.eyepiece.opamp.store.Blob;
import dev.eyepiece.opamp.wire.AgentConfigMap;
import dev.eyepiece.opamp.wire.AgentRemoteConfig;
import dev.eyepiece.opamp.wire.CommandType;
import dev.eyepiece.opamp.wire.ConfigStep;
import dev.eyepiece.opamp.wire.RetryInfo;
import dev.eyepiece.opamp.wire.ServerErrorResponse;
import dev.eyepiece.opamp.wire.ServerErrorResponseType;
import dev.eyepiece.opamp.wire.ServerToAgent;
import dev.eyepiece.opamp.wire.ServerToAgentCommand;
import java.time.Duration;

/** What is said to agents. Callers hold the agent's lock. */
// A link is the connection that it is, and equal to no other.
@SuppressWarnings("ReferenceEquality")
final class Replies {
  static final long CAPABILITIES =
      ServerCapability.ACCEPTS_STATUS.mask()
          | ServerCapability.OFFERS_REMOTE_CONFIG.mask()
          | ServerCapability.ACCEPTS_EFFECTIVE_CONFIG.mask()
          | ServerCapability.ACCEPTS_PACKAGES_STATUS.mask();

  private static final int REPORT_FULL_STATE = 1;
  private static final int REPORT_COMPONENTS = 2;

  /** An agent that does not do as it is asked is not asked again before. */
  private static final long ASK_AGAIN_MILLIS = 30_000;

  /** An offer that is not answered is repeated after so long, then after twice as long. */
  private static final long OFFER_AGAIN_MILLIS = 30_000;

  private static final int MOST_DOUBLINGS = 5;

  private Replies() {}

  /** Refuses a message that cannot be understood or may not be sent. */
  static ServerToAgent badRequest(ByteString uid, String why) {
    return error(uid, ServerErrorResponseType.ServerErrorResponseType_BadRequest, why).build();
  }

  /** Tells an agent to come later. */
  static ServerToAgent unavailable(ByteString uid, String why, Duration after) {
    ServerToAgent.Builder reply =
        error(uid, ServerErrorResponseType.ServerErrorResponseType_Unavailable, why);
    reply
        .getErrorResponseBuilder()
        .setRetryInfo(RetryInfo.newBuilder().setRetryAfterNanoseconds(after.toNanos()));
    return reply.build();
  }

  private static ServerToAgent.Builder error(
      ByteString uid, ServerErrorResponseType type, String why) {
    return ServerToAgent.newBuilder()
        .setInstanceUid(uid)
        .setErrorResponse(ServerErrorResponse.newBuilder().setType(type).setErrorMessage(why));
  }

  /** Begins a message; the first on a connection, and each over HTTP, says what this server can. */
  static ServerToAgent.Builder begin(AgentState agent, Link link) {
    ServerToAgent.Builder reply =
        ServerToAgent.newBuilder().setInstanceUid(ByteString.copyFrom(agent.uid.bytes()));
    if (!link.isSocket() || agent.greetedOn != link) {
      agent.greetedOn = link.isSocket() ? link : null;
      reply.setCapabilities(CAPABILITIES);
    }
    return reply;
  }

  /** Asks for what was missed, and for components whose hash alone is known. */
  static void addFlags(ServerToAgent.Builder reply, AgentState agent, Link link, long now) {
    boolean mayAsk =
        now - agent.askedStateAt >= ASK_AGAIN_MILLIS
            || (link.isSocket() && agent.askedStateOn != link);
    long flags = 0;
    if (!agent.complete && mayAsk) {
      agent.askedStateAt = now;
      agent.askedStateOn = link.isSocket() ? link : null;
      flags |= REPORT_FULL_STATE;
    }
    if (agent.can(AgentCapability.REPORTS_AVAILABLE_COMPONENTS)
        && agent.components == null
        && !agent.componentsHash.isEmpty()
        && !agent.componentsHash.equals(agent.askedComponents)) {
      agent.askedComponents = agent.componentsHash;
      flags |= REPORT_COMPONENTS;
    }
    reply.setFlags(flags);
  }

  /**
   * Offers the config that the agent is to have, when it has not got it. One that it failed with is
   * not offered again, nor one that it was offered a while ago and is still silent about: there are
   * agents that apply each offer anew.
   *
   * @return whether it is offered
   */
  static boolean addConfig(ServerToAgent.Builder reply, AgentState agent, Link link, long now) {
    Blob desired = agent.desired;
    if (desired == null || !agent.can(AgentCapability.ACCEPTS_REMOTE_CONFIG)) {
      return false;
    }
    ByteString hash = desired.sha256();
    boolean has = agent.reported.getLastRemoteConfigHash().equals(hash);
    if (!agent.forced
        && (has || agent.history.failure(hash) != null || isWaiting(agent, hash, link, now))) {
      return false;
    }
    agent.offers = agent.offered.equals(hash) ? agent.offers + 1 : 1;
    agent.offered = hash;
    agent.offeredOn = link.isSocket() ? link : null;
    agent.offeredAt = now;
    agent.forced = false;
    if (agent.offers == 1) {
      agent.history.add(now, hash, ConfigStep.ConfigStep_OFFERED, "");
    }
    reply.setRemoteConfig(
        AgentRemoteConfig.newBuilder().setConfig(map(desired)).setConfigHash(hash));
    return true;
  }

  private static boolean isWaiting(AgentState agent, ByteString hash, Link link, long now) {
    if (!agent.offered.equals(hash)) {
      return false;
    }
    if (link.isSocket() && agent.offeredOn != link && agent.offers <= 2) {
      // The connection that carried the offer is gone, and perhaps the offer with it.
      return false;
    }
    long patience = OFFER_AGAIN_MILLIS << Math.min(agent.offers - 1, MOST_DOUBLINGS);
    return now - agent.offeredAt < patience;
  }

  static AgentConfigMap map(Blob config) {
    try {
      return AgentConfigMap.parseFrom(config.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a config that was written before", e);
    }
  }

  /** Tells an agent to restart; nothing else may be in that message. */
  static ServerToAgent restart(AgentState agent, Link link) {
    return begin(agent, link)
        .setCommand(ServerToAgentCommand.newBuilder().setType(CommandType.CommandType_Restart))
        .build();
  }
}
