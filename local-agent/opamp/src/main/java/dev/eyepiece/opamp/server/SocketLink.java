package dev.eyepiece.opamp.server;

import com.google.protobuf.ByteString;
import dev.eyepiece.net.WebSocketListener;
import dev.eyepiece.net.WebSocketPeer;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A WebSocket of one agent, or of a gateway for many. Listens on its event loop. */
public final class SocketLink implements Link, WebSocketListener {
  /** Who sends so many messages that cannot be read is let go. */
  private static final int MOST_BROKEN = 10;

  private static final int MOST_AGENTS = 20_000;
  private static final int POLICY = 1008;

  private final WebSocketPeer peer;
  private final MessageHandler handler;
  private @Nullable InstanceUid only;
  private @Nullable Set<InstanceUid> many;
  private volatile int agents;
  private volatile boolean open = true;
  private int broken;

  public SocketLink(WebSocketPeer peer, MessageHandler handler) {
    this.peer = peer;
    this.handler = handler;
  }

  @Override
  public void onMessage(byte[] frame) {
    AgentToServer message;
    try {
      message = Frames.unframe(AgentToServer.parser(), frame);
    } catch (IOException e) {
      send(Replies.badRequest(ByteString.EMPTY, "not an AgentToServer: " + e.getMessage()));
      broken++;
      if (broken >= MOST_BROKEN) {
        peer.close(POLICY, "too many messages that cannot be read");
      }
      return;
    }
    InstanceUid uid = handler.take(message, frame.length, this);
    if (uid != null) {
      remember(uid);
    }
  }

  private void remember(InstanceUid uid) {
    if (uid.equals(only)) {
      return;
    }
    if (only == null) {
      only = uid;
      agents = 1;
      return;
    }
    Set<InstanceUid> all = many;
    if (all == null) {
      all = new HashSet<>();
      all.add(only);
      many = all;
    }
    if (all.size() >= MOST_AGENTS) {
      peer.close(POLICY, "more than " + MOST_AGENTS + " agents on one connection");
      return;
    }
    all.add(uid);
    agents = all.size();
  }

  @Override
  public void onClosed() {
    open = false;
    if (many != null) {
      many.forEach(uid -> handler.closed(uid, this));
    } else if (only != null) {
      handler.closed(only, this);
    }
  }

  @Override
  public void send(ServerToAgent message) {
    peer.send(Frames.frame(message));
  }

  @Override
  public boolean isSocket() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public int agents() {
    return agents;
  }

  @Override
  public String remote() {
    return peer.remote();
  }
}
