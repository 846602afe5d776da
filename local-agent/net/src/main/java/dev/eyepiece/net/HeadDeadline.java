package dev.eyepiece.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives the head of a request so long from its first byte: one that comes byte by byte would hold a
 * connection for ever, since each byte is a sign of life. Sits before the codec.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {
  private final int seconds;
  private final Runnable late;
  private @Nullable Future<?> timer;
  private boolean inRequest;

  /**
   * @param late run on the event loop when a head has not come to its end in time
   */
  HeadDeadline(int seconds, Runnable late) {
    this.seconds = seconds;
    this.late = late;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!inRequest && timer == null) {
      timer = ctx.executor().schedule(late, seconds, TimeUnit.SECONDS);
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stop();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    ctx.fireChannelInactive();
  }

  /** A head is whole, and its body comes. */
  void headRead() {
    stop();
    inRequest = true;
  }

  /** A request is whole, and the next head may come. */
  void requestRead() {
    inRequest = false;
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
