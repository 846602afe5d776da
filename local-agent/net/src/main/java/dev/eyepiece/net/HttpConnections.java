package dev.eyepiece.net;

import dev.eyepiece.telemetry.StandStill;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The open HTTP connections and WebSockets, so that they can be bounded and closed. */
final class HttpConnections implements AutoCloseable {
  /** What connections are told. */
  enum Ending {
    /** The request that has begun is the last one; a connection without one is to close. */
    SERVER_ENDS
  }

  private static final long LAST_ANSWERS_MILLIS = 1_500;

  private final StandStill still = StandStill.ofMachine();
  private volatile boolean ending;

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

  private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

  /** Whether their peers may have left while this process stood still. */
  StandStill still() {
    return still;
  }

  boolean add(Channel channel, int most) {
    return !ending && open.size() < most && open.add(channel);
  }

  /** Whether one more connection may become a WebSocket. */
  boolean hasRoomForSocket(int most) {
    return sockets.size() < most;
  }

  /** Counts a connection as a WebSocket from now on. */
  void becomeSocket(Channel channel) {
    open.remove(channel);
    sockets.add(channel);
  }

  /**
   * grpc-netty keeps a handler that holds writes back until a gRPC transport is up; an HTTP
   * connection never has one, so the handler goes.
   */
  static void dropGrpcHandlers(ChannelPipeline pipeline) {
    for (Map.Entry<String, ChannelHandler> entry : pipeline.toMap().entrySet()) {
      if (entry.getValue().getClass().getName().startsWith("io.grpc.netty.")) {
        pipeline.remove(entry.getKey());
      }
    }
  }

  /** Lets requests that have begun get their answers for a moment, and closes. Blocks. */
  @Override
  public void close() {
    ending = true;
    open.forEach(channel -> channel.pipeline().fireUserEventTriggered(Ending.SERVER_ENDS));
    open.newCloseFuture().awaitUninterruptibly(LAST_ANSWERS_MILLIS);
    open.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    sockets.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
