package dev.eyepiece.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An exchange over a Netty channel. */
// A failed write closes its channel, which is all that can be done about it.
@SuppressWarnings("FutureReturnValueIgnored")
final class NettyExchange implements HttpExchange, Upgrade {
  static final int MAX_PARAMETERS = 64;

  private final ChannelHandlerContext ctx;
  private final HttpRequest request;
  private final QueryStringDecoder uri;
  private final String path;
  private final BooleanSupplier stoodStill;
  private final Runnable answered;
  private final Runnable ended;
  private final Map<String, String> added = new HashMap<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private byte[] body = new byte[0];

  /** The buffers in which the body lies as it came; guarded by this. */
  private @Nullable ByteBuf buffers;

  /**
   * @param stoodStill whether the peer may have left while this process did not look
   * @param answered run when the answer is written and the connection goes on
   * @param ended run when the answer is written and the connection is to end
   */
  NettyExchange(
      ChannelHandlerContext ctx,
      HttpRequest request,
      BooleanSupplier stoodStill,
      Runnable answered,
      Runnable ended) {
    this.stoodStill = stoodStill;
    this.ctx = ctx;
    this.request = request;
    this.uri =
        new QueryStringDecoder(
            request.uri(), java.nio.charset.StandardCharsets.UTF_8, true, MAX_PARAMETERS);
    this.path = path(uri, request.uri());
    this.answered = answered;
    this.ended = ended;
  }

  /** One that cannot be decoded has been refused, and stays as it came. */
  private static String path(QueryStringDecoder uri, String raw) {
    try {
      return uri.path();
    } catch (IllegalArgumentException e) {
      return raw;
    }
  }

  void setBody(byte[] bytes) {
    body = bytes;
  }

  /** Lends the buffers of the body, to be taken back; {@code null} takes them back. */
  synchronized void lend(@Nullable ByteBuf bufferOfBody) {
    buffers = bufferOfBody;
  }

  @Override
  public synchronized RequestBytes request() {
    ByteBuf lent = buffers;
    if (lent == null || !lent.isDirect() || body.length == 0) {
      return RequestBytes.of(body);
    }
    ByteBuf kept = lent.retain();
    return RequestBytes.of(body, List.of(kept.nioBuffers(0, body.length)), kept::release);
  }

  void addHeaders(Map<String, String> headers) {
    added.putAll(headers);
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String parameter(String name) {
    List<String> values = uri.parameters().get(name);
    return values == null ? null : values.getFirst();
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().get(name);
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public String remote() {
    Channel connection = ctx.channel().parent() instanceof ServerChannel ? ctx.channel() : outer();
    return connection.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress() + ":" + address.getPort()
        : "";
  }

  @Override
  public boolean isGone() {
    return !ctx.channel().isActive();
  }

  @Override
  public @Nullable Peer peer() {
    return Peer.of(ctx.channel());
  }

  @Override
  public void refuse(int status, RpcStatus answer, Map<String, String> headers) {
    Peer peer = peer();
    if (peer != null) {
      peer.refused(
          Refusal.kind(status),
          Integer.toString(status),
          method() + " " + path(),
          answer.message());
    }
    String type = header("content-type");
    respond(status, RpcStatus.contentType(type), headers, answer.body(type), () -> {});
  }

  /** A stream of HTTP/2 has the address of its connection. */
  private Channel outer() {
    Channel parent = ctx.channel().parent();
    return parent == null ? ctx.channel() : parent;
  }

  @Override
  public void respond(
      int status, String contentType, Map<String, String> headers, byte[] bytes, Runnable sent) {
    if (!begun.compareAndSet(false, true)) {
      // A second answer would be read as that to the next request; a cut is seen by the peer.
      ctx.close();
      return;
    }
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.wrappedBuffer(method().equals("HEAD") ? new byte[0] : bytes));
    HttpHeaders out = response.headers();
    headers.forEach(out::set);
    out.set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    prepare(out, contentType);
    boolean keep = HttpUtil.isKeepAlive(request);
    HttpUtil.setKeepAlive(response, keep);
    ChannelFuture written = ctx.writeAndFlush(response);
    written.addListener(future -> {
      if (!future.isSuccess()) {
        finish(keep);
      } else if (!stoodStill.getAsBoolean()) {
        sent.run();
        finish(keep);
      } else {
        afterLook(() -> {
          confirm(sent);
          finish(keep);
        });
      }
    });
  }

  /**
   * Of a peer that left while nobody looked the end is read only after the request is, and a system
   * writes to such a peer without an error: so the answer counts after the next look.
   */
  private void afterLook(Runnable then) {
    if (ctx.executor().isShuttingDown()) {
      then.run();
    } else {
      ctx.executor().schedule(then, 1, TimeUnit.MILLISECONDS);
    }
  }

  private void confirm(Runnable sent) {
    if (!isGone()) {
      sent.run();
    }
  }

  private void prepare(HttpHeaders out, String contentType) {
    out.set(HttpHeaderNames.CONTENT_TYPE, contentType);
    out.set("X-Content-Type-Options", "nosniff");
    added.forEach(out::set);
  }

  private void finish(boolean keep) {
    ctx.executor().execute(keep ? answered : ended);
  }

  @Override
  public OutputStream stream(int status, String contentType) {
    begun.set(true);
    DefaultHttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    prepare(response.headers(), contentType);
    response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    ctx.write(response);
    return new Chunks();
  }

  /** Writes chunks; waits while the channel's buffer is full. */
  private final class Chunks extends OutputStream {
    private boolean closed;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      awaitRoom();
      if (length > 0) {
        ctx.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(bytes, offset, length)));
      }
    }

    private void awaitRoom() throws IOException {
      synchronized (ctx.channel()) {
        while (!ctx.channel().isWritable() && ctx.channel().isActive()) {
          try {
            ctx.channel().wait(1000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the peer reads", e);
          }
        }
      }
      if (!ctx.channel().isActive()) {
        throw new IOException("the peer is gone");
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        boolean keep = HttpUtil.isKeepAlive(request);
        ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
            .addListener((ChannelFutureListener) future -> finish(keep));
      }
    }
  }
}
