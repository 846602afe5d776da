package dev.eyepiece.net;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.InternalProtocolNegotiators;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first request of an HTTP/2 connection and gives the connection to gRPC or to plain
 * HTTP/2. What it has read goes to whoever gets the connection, from the first byte on.
 *
 * <p>Many clients send no request before the server's SETTINGS, so an empty one is sent here; the
 * settings that count follow as a second frame (RFC 9113, section 6.5).
 */
// A failed write closes its channel, which is all that can be done about it.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Choice extends ByteToMessageDecoder {
  private static final byte[] EMPTY_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

  /** A gRPC client may connect long before its first call, and then wants its pings answered. */
  private static final long PATIENCE_SECONDS = 5;

  private final GrpcHttp2ConnectionHandler grpc;
  private final Port port;
  private final Bodies bodies;
  private final HttpConnections connections;
  private final FirstRequest firstRequest = new FirstRequest();
  private @Nullable Future<?> patience;

  Http2Choice(
      GrpcHttp2ConnectionHandler grpc, Port port, Bodies bodies, HttpConnections connections) {
    this.grpc = grpc;
    this.port = port;
    this.bodies = bodies;
    this.connections = connections;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(Unpooled.wrappedBuffer(EMPTY_SETTINGS));
    patience = ctx.executor().schedule(() -> toGrpc(ctx), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (patience != null) {
      patience.cancel(false);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    try {
      switch (firstRequest.look(in)) {
        case NOT_YET -> {}
        case GRPC -> toGrpc(ctx);
        case HTTP -> toHttp(ctx);
      }
    } catch (Http2Exception e) {
      // gRPC's own codec finds the same fault and closes the connection as RFC 9113 wants.
      toGrpc(ctx);
    }
  }

  private void toGrpc(ChannelHandlerContext ctx) {
    if (ctx.isRemoved()) {
      return;
    }
    speaks(ctx, Peer.Protocol.GRPC);
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.replace(this, null, InternalProtocolNegotiators.serverPlaintext().newHandler(grpc));
    pipeline.fireUserEventTriggered(
        InternalProtocolNegotiationEvent.withAttributes(
            InternalProtocolNegotiationEvent.getDefault(), Peer.attributes(ctx.channel())));
  }

  private static void speaks(ChannelHandlerContext ctx, Peer.Protocol protocol) {
    Peer peer = Peer.of(ctx.channel());
    if (peer != null) {
      peer.speaks(protocol);
    }
  }

  private void toHttp(ChannelHandlerContext ctx) {
    if (!connections.add(ctx.channel(), bodies.limits().maxConnections())) {
      ctx.close();
      return;
    }
    speaks(ctx, Peer.Protocol.HTTP_2);
    ChannelPipeline pipeline = ctx.pipeline();
    Http2Connection.install(pipeline, ctx.name(), port, bodies);
    pipeline.remove(this);
    HttpConnections.dropGrpcHandlers(pipeline);
  }
}
