package dev.eyepiece.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Connection.Endpoint;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * A connection of plain HTTP over HTTP/2, with prior knowledge or by ALPN: each of its streams is
 * handled as an HTTP/1.1 connection of one request is. Lives on its event loop.
 */
// A failed write closes its channel, which is all that can be done about it.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Connection {
  private static final int WINDOW_BYTES = 1 << 20;
  private static final int MOST_STREAMS = 100;
  private static final long GOODBYE_MILLIS = 1_000;

  private Http2Connection() {}

  static void install(ChannelPipeline pipeline, String after, Port port, Bodies bodies) {
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forServer()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .initialWindowSize(WINDOW_BYTES)
                    .maxConcurrentStreams(MOST_STREAMS)
                    .maxHeaderListSize(HttpConnection.MOST_HEADER_BYTES))
            .gracefulShutdownTimeoutMillis(GOODBYE_MILLIS)
            .build();
    pipeline.addAfter(after, "http-only", new HttpConnection.OnlyHttp());
    pipeline.addAfter(
        "http-only", "idle", new IdleStateHandler(0, 0, bodies.limits().idleSeconds()));
    pipeline.addAfter("idle", "h2-codec", codec);
    pipeline.addAfter(
        "h2-codec", "h2-streams", new Http2MultiplexHandler(new Streams(port, bodies)));
    pipeline.addAfter("h2-streams", "h2-end", new End(codec));
  }

  private static final class Streams extends ChannelInitializer<Channel> {
    private final Port port;
    private final Bodies bodies;

    Streams(Port port, Bodies bodies) {
      this.port = port;
      this.bodies = bodies;
    }

    @Override
    protected void initChannel(Channel stream) {
      stream
          .pipeline()
          .addLast(
              new Ending(),
              new Shape(),
              new Http2StreamFrameToHttpObjectCodec(true),
              new HttpConnection(new Router(port), bodies));
    }

    @Override
    public boolean isSharable() {
      return true;
    }
  }

  /**
   * Resets a stream whose request lacks what every request has (RFC 9113, section 8.1.1): the codec
   * makes no request out of it, and nobody would answer.
   */
  private static final class Shape extends ChannelInboundHandlerAdapter {
    private boolean begun;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (!begun && message instanceof Http2HeadersFrame first) {
        begun = true;
        Http2Headers headers = first.headers();
        if (headers.method() == null || headers.path() == null || headers.scheme() == null) {
          ReferenceCountUtil.release(message);
          ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR));
          return;
        }
      }
      ctx.fireChannelRead(message);
    }
  }

  /** Ends a stream whose answer is whole without calling it an error (RFC 9113, section 8.1). */
  private static final class Ending extends ChannelOutboundHandlerAdapter {
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR))
          .addListener(written -> ctx.close(promise));
    }
  }

  /** Widens the connection's window, and closes a connection that nothing happens on. */
  private static final class End extends ChannelInboundHandlerAdapter {
    private final Http2FrameCodec codec;

    End(Http2FrameCodec codec) {
      this.codec = codec;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Http2Exception {
      Endpoint<Http2LocalFlowController> local = codec.connection().local();
      local
          .flowController()
          .incrementWindowSize(codec.connection().connectionStream(), WINDOW_BYTES);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      boolean idle = event instanceof IdleStateEvent && codec.connection().numActiveStreams() == 0;
      if (idle || event == HttpConnections.Ending.SERVER_ENDS) {
        // With streams under way the codec says goodbye, and closes when they are answered.
        ctx.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // A reset connection or broken TLS: the peer is gone, and nobody is left to be told.
      ctx.close();
    }
  }
}
