package dev.eyepiece.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: gathers messages up to the cap, answers pings, and pings a peer that is silent, so
 * that a dead link is found though nobody closed it. Lives on its event loop.
 */
// A failed write closes its channel, which is all that can be done about it.
@SuppressWarnings("FutureReturnValueIgnored")
final class WebSocketConnection extends SimpleChannelInboundHandler<WebSocketFrame>
    implements WebSocketPeer {
  /** A peer is pinged after so long a silence, and cut off after a second one. */
  static final int SILENCE_SECONDS = 30;

  private static final int UNSUPPORTED = 1003;
  private static final int TOO_BIG = 1009;
  private static final int BROKEN = 1011;
  private static final long MOST_WAITING = 16L << 20;
  private static final long GOODBYE_SECONDS = 2;

  private final Channel channel;
  private final String remote;
  private final int maxBytes;
  private final WebSocketListener listener;
  private @Nullable CompositeByteBuf parts;
  private boolean pinged;
  private boolean closing;

  WebSocketConnection(
      Channel channel,
      String remote,
      int maxBytes,
      Function<WebSocketPeer, WebSocketListener> opened) {
    this.channel = channel;
    this.remote = remote;
    this.maxBytes = maxBytes;
    this.listener = opened.apply(this);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    pinged = false;
    if (closing && !(frame instanceof CloseWebSocketFrame)) {
      return;
    }
    switch (frame) {
      case BinaryWebSocketFrame _, ContinuationWebSocketFrame _ -> add(frame);
      case TextWebSocketFrame _ -> close(UNSUPPORTED, "binary messages are expected");
      case PingWebSocketFrame _ ->
          context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
      case CloseWebSocketFrame goodbye -> leave(goodbye);
      default -> {}
    }
  }

  private void add(WebSocketFrame frame) {
    CompositeByteBuf gathered = parts;
    if (gathered == null && frame.isFinalFragment()) {
      listener.onMessage(ByteBufUtil.getBytes(frame.content()));
      return;
    }
    if (gathered == null) {
      gathered = channel.alloc().compositeBuffer(1024);
      parts = gathered;
    }
    ByteBuf content = frame.content();
    if (gathered.readableBytes() + content.readableBytes() > maxBytes) {
      release();
      close(TOO_BIG, "a message has at most " + maxBytes + " bytes");
      return;
    }
    gathered.addComponent(true, content.retain());
    if (frame.isFinalFragment()) {
      byte[] message = ByteBufUtil.getBytes(gathered);
      release();
      listener.onMessage(message);
    }
  }

  private void leave(CloseWebSocketFrame goodbye) {
    if (closing) {
      channel.close();
      return;
    }
    closing = true;
    channel.writeAndFlush(goodbye.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void send(byte[] message) {
    if (!channel.isActive()) {
      return;
    }
    if (channel.bytesBeforeWritable() > MOST_WAITING) {
      channel.close();
      return;
    }
    channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)));
  }

  @Override
  public void close(int code, String reason) {
    channel
        .eventLoop()
        .execute(() -> {
          if (!closing && channel.isActive()) {
            closing = true;
            channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
            channel.eventLoop().schedule(() -> channel.close(), GOODBYE_SECONDS, TimeUnit.SECONDS);
          }
        });
  }

  @Override
  public String remote() {
    return remote;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent idle && idle.state() == IdleState.READER_IDLE) {
      if (pinged) {
        context.close();
      } else {
        pinged = true;
        context.writeAndFlush(new PingWebSocketFrame());
      }
    }
  }

  private void release() {
    if (parts != null) {
      parts.release();
      parts = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    release();
    listener.onClosed();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof java.io.IOException
        || cause instanceof io.netty.handler.codec.CodecException) {
      // The peer is gone, or the codec has already said what was wrong with a frame.
      context.close();
      return;
    }
    System.getLogger(WebSocketConnection.class.getName())
        .log(
            System.Logger.Level.WARNING,
            "a WebSocket of " + remote + " is closed: " + cause,
            cause);
    close(BROKEN, "an error of this server");
  }
}
