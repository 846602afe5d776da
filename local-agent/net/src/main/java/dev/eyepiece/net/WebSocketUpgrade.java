package dev.eyepiece.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.Map;

/** Turns an HTTP/1.1 connection into a WebSocket (RFC 6455, section 4.2). */
// A failed write closes its channel, which is all that can be done about it.
@SuppressWarnings("FutureReturnValueIgnored")
final class WebSocketUpgrade {
  private static final int BUSY_SECONDS = 30;

  private final Router router;
  private final NetLimits limits;
  private final HttpConnections connections;

  WebSocketUpgrade(Router router, NetLimits limits, HttpConnections connections) {
    this.router = router;
    this.limits = limits;
    this.connections = connections;
  }

  static boolean isWanted(HttpRequest head) {
    return head.method().equals(HttpMethod.GET)
        && head.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
  }

  void run(
      ChannelHandlerContext ctx, HttpRequest head, NettyExchange exchange, WebSocketRoute route) {
    if (!connections.hasRoomForSocket(limits.maxWebSockets())) {
      exchange.addHeaders(Map.of("Retry-After", Integer.toString(BUSY_SECONDS)));
      router.refuse(exchange, 503, limits.maxWebSockets() + " WebSockets are open, and no more");
      return;
    }
    UpgradeAnswer.Accept accepted = router.upgrade(exchange, route);
    if (accepted == null) {
      return;
    }
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            head.protocolVersion(),
            head.method(),
            head.uri(),
            Unpooled.EMPTY_BUFFER,
            head.headers(),
            EmptyHttpHeaders.INSTANCE);
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(limits.maxBodyBytes())
            .allowExtensions(false)
            .build();
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(exchange.path(), null, config).newHandshaker(request);
    if (handshaker == null) {
      exchange.addHeaders(Map.of("Sec-WebSocket-Version", "13"));
      router.refuse(exchange, 426, "version 13 of WebSocket is spoken here");
      return;
    }
    try {
      handshaker
          .handshake(ctx.channel(), request, new DefaultHttpHeaders(), ctx.channel().newPromise())
          .addListener(future -> {
            if (!future.isSuccess()) {
              ctx.close();
            }
          });
    } catch (WebSocketHandshakeException e) {
      router.refuse(exchange, 400, "not a handshake of WebSocket: " + e.getMessage());
      return;
    }
    replaceHandlers(ctx, exchange, accepted);
  }

  private void replaceHandlers(
      ChannelHandlerContext ctx, NettyExchange exchange, UpgradeAnswer.Accept accepted) {
    connections.becomeSocket(ctx.channel());
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.replace(
        "idle", "idle", new IdleStateHandler(WebSocketConnection.SILENCE_SECONDS, 0, 0));
    pipeline.replace(
        "http",
        "websocket",
        new WebSocketConnection(
            ctx.channel(), exchange.remote(), limits.maxBodyBytes(), accepted.opened()));
  }
}
