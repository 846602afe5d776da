package dev.eyepiece.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection, or one stream of HTTP/2: gathers a request's body up to the cap, gives
 * it to the port's routes, and takes the next request when this one is answered. Lives on its event
 * loop.
 */
// A failed write closes its channel, which is all that can be done about it.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
  /** Of the headers of a request, however it came. */
  static final int MOST_HEADER_BYTES = 32 << 10;

  /** What streams of Java say with no word. */
  private static final String CUT = "it ends too early";

  private static final long LINGER_SECONDS = 5;

  private final Router router;
  private final Bodies bodies;
  private final @Nullable HttpConnections connections;
  private final @Nullable HeadDeadline deadline;
  private final Queue<HttpObject> waiting = new ArrayDeque<>();

  private @Nullable HttpRequest request;
  private @Nullable CompositeByteBuf body;
  private Bodies.@Nullable Body room;
  private boolean answering;
  private boolean skipping;
  private boolean lingering;

  /** Set when the server ends: what is answered next is the last. */
  private boolean ending;

  /** One stream of HTTP/2. */
  HttpConnection(Router router, Bodies bodies) {
    this.router = router;
    this.bodies = bodies;
    this.connections = null;
    this.deadline = null;
  }

  private HttpConnection(
      Router router, Bodies bodies, HttpConnections connections, Channel channel) {
    this.router = router;
    this.bodies = bodies;
    this.connections = connections;
    int seconds = bodies.limits().stallSeconds();
    this.deadline = new HeadDeadline(seconds, () -> late(channel));
  }

  static void install(
      ChannelPipeline pipeline,
      String after,
      Port port,
      Bodies bodies,
      HttpConnections connections) {
    HttpConnection connection =
        new HttpConnection(new Router(port), bodies, connections, pipeline.channel());
    HttpDecoderConfig config =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(8192)
            .setMaxHeaderSize(MOST_HEADER_BYTES)
            .setMaxChunkSize(65536)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true);
    pipeline.addAfter(after, "http", connection);
    pipeline.addAfter(after, "idle", new IdleStateHandler(0, 0, bodies.limits().idleSeconds()));
    pipeline.addAfter(after, "http-codec", new HttpServerCodec(config));
    pipeline.addAfter(after, "head-deadline", connection.deadline);
    pipeline.addAfter(after, "http-only", new OnlyHttp());
  }

  /** A stream's cancellation comes after it on the same connection, so that none needs it. */
  private BooleanSupplier still() {
    HttpConnections all = connections;
    return all == null ? () -> false : all.still()::lately;
  }

  private void late(Channel channel) {
    ChannelHandlerContext ctx = channel.pipeline().context(this);
    if (ctx != null && !answering && !skipping && request == null) {
      String sentence = "the head of the request did not come to its end in time";
      fail(ctx, 408, sentence);
    }
  }

  /** Drops what grpc-netty writes to close its transport: this connection is none. */
  static final class OnlyHttp extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      if (message instanceof ByteBuf) {
        ctx.write(message, promise);
      } else {
        ReferenceCountUtil.release(message);
        promise.setSuccess();
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HttpObject part)) {
      ReferenceCountUtil.release(message);
    } else if (answering) {
      waiting.add(part);
      ctx.channel().config().setAutoRead(false);
    } else {
      take(ctx, part);
    }
  }

  private void take(ChannelHandlerContext ctx, HttpObject part) {
    if (skipping) {
      drop(ctx, part);
      return;
    }
    DecoderResult result = part.decoderResult();
    if (result.isFailure()) {
      ReferenceCountUtil.release(part);
      HeadCheck.Fault fault = HeadCheck.unread(result.cause());
      fail(ctx, fault.status(), fault.sentence());
      return;
    }
    if (part instanceof HttpRequest head) {
      begin(ctx, head);
    }
    if (part instanceof HttpContent content) {
      add(ctx, content);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest head) {
    request = head;
    if (deadline != null) {
      deadline.headRead();
    }
    Peer peer = Peer.of(ctx.channel());
    if (peer != null) {
      peer.requested();
      if (peer.wantsUserAgent()) {
        peer.userAgent(head.headers().get(HttpHeaderNames.USER_AGENT));
      }
    }
    body = ctx.alloc().compositeBuffer(1024);
    room = bodies.begin(() -> ctx.executor().execute(() -> giveUp(ctx)));
    HeadCheck.Fault fault = HeadCheck.of(head, deadline != null);
    if (fault != null) {
      fail(ctx, fault.status(), fault.sentence());
      return;
    }
    if (deadline != null) {
      AbsoluteForm.resolve(head);
    }
    if (HttpUtil.isContentLengthSet(head) && HttpUtil.getContentLength(head, 0L) > maxBodyBytes()) {
      fail(ctx, 413, new BodyDecoder.TooLarge(maxBodyBytes()).getMessage());
    } else if (HttpUtil.is100ContinueExpected(head)) {
      ctx.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void add(ChannelHandlerContext ctx, HttpContent content) {
    HttpRequest head = request;
    CompositeByteBuf gathered = body;
    if (skipping || head == null || gathered == null) {
      drop(ctx, content);
      return;
    }
    if (room != null) {
      room.came(content.content().readableBytes());
    }
    if (!takes(content.content().readableBytes())) {
      content.release();
      fail(ctx, 503, Bodies.NO_ROOM);
      return;
    }
    gathered.addComponent(true, content.content());
    if (gathered.readableBytes() > maxBodyBytes()) {
      fail(ctx, 413, new BodyDecoder.TooLarge(maxBodyBytes()).getMessage());
    } else if (content instanceof LastHttpContent) {
      complete(ctx, head, gathered);
    }
  }

  /** Nothing more is taken from a connection that was answered with an error. */
  private void drop(ChannelHandlerContext ctx, HttpObject part) {
    boolean last = part instanceof LastHttpContent;
    ReferenceCountUtil.release(part);
    if (lingering && last) {
      ctx.close();
    }
  }

  private void complete(ChannelHandlerContext ctx, HttpRequest head, CompositeByteBuf gathered) {
    if (room != null && !room.received()) {
      // Given up a moment ago; the answer to that is on its way.
      return;
    }
    body = null;
    request = null;
    answering = true;
    if (deadline != null) {
      deadline.requestRead();
    }
    if (ending) {
      head.headers().set(HttpHeaderNames.CONNECTION, "close");
    }
    NettyExchange exchange = new NettyExchange(ctx, head, still(), () -> next(ctx), () -> end(ctx));
    try {
      if (decode(exchange, ContentEncoding.of(head), gathered)) {
        route(ctx, head, exchange);
      }
    } finally {
      exchange.lend(null);
      gathered.release();
    }
  }

  /** Gives the exchange its body; false when there is none and that has been answered. */
  private boolean decode(
      NettyExchange exchange, @Nullable String encoding, CompositeByteBuf gathered) {
    int wire = gathered.readableBytes();
    try {
      byte[] content = BodyDecoder.decode(encoding, gathered, maxBodyBytes());
      bodies.rest().passed(content.length);
      Peer peer = exchange.peer();
      if (peer != null) {
        peer.received(Peer.Encoding.of(encoding), wire, content.length);
      }
      if (encoding != null && !takes(content.length)) {
        comeAgain(exchange, Bodies.NO_ROOM);
        return false;
      }
      exchange.setBody(content);
      if (room != null) {
        room.copied(content.length);
      }
      if (encoding == null) {
        exchange.lend(gathered);
      }
      return true;
    } catch (BodyDecoder.TooLarge e) {
      bodies.rest().passed(maxBodyBytes());
      router.refuse(exchange, 413, e.getMessage());
    } catch (IOException e) {
      String reason = e.getMessage() == null ? CUT : e.getMessage();
      router.refuse(exchange, 400, "the body cannot be decompressed: " + reason);
    }
    return false;
  }

  private void route(ChannelHandlerContext ctx, HttpRequest head, NettyExchange exchange) {
    WebSocketRoute socket = router.webSocket(exchange.path());
    if (connections != null && socket != null && WebSocketUpgrade.isWanted(head)) {
      // What follows are no requests, and its messages have a bound of their own.
      giveBack();
      new WebSocketUpgrade(router, bodies.limits(), connections).run(ctx, head, exchange, socket);
    } else {
      router.handle(exchange);
    }
  }

  private int maxBodyBytes() {
    return bodies.limits().maxBodyBytes();
  }

  private boolean takes(int bytes) {
    return room == null || room.add(bytes);
  }

  private void giveBack() {
    if (room != null) {
      room.close();
      room = null;
    }
  }

  private void giveUp(ChannelHandlerContext ctx) {
    if (request != null && ctx.channel().isActive()) {
      fail(ctx, 503, Bodies.STALLED);
    }
  }

  private void comeAgain(NettyExchange exchange, String sentence) {
    exchange.addHeaders(
        Map.of(HttpHeaderNames.RETRY_AFTER.toString(), Integer.toString(Bodies.RETRY_SECONDS)));
    router.refuse(exchange, 503, sentence);
  }

  /** Answers with an error after which the connection cannot go on. */
  private void fail(ChannelHandlerContext ctx, int status, @Nullable String sentence) {
    skipping = true;
    HttpRequest head = request;
    CompositeByteBuf gathered = body;
    body = null;
    if (gathered != null) {
      gathered.release();
    }
    giveBack();
    if (head == null) {
      Peer peer = Peer.of(ctx.channel());
      if (peer != null) {
        String reason = String.valueOf(sentence);
        peer.refused(Refusal.kind(status), Integer.toString(status), "", reason);
      }
      byte[] answer = RpcStatus.of(status, String.valueOf(sentence)).body(null);
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(status),
              Unpooled.wrappedBuffer(answer));
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, RpcStatus.contentType(null));
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.length);
      response.headers().set(HttpHeaderNames.CONNECTION, "close");
      ctx.writeAndFlush(response).addListener(future -> ctx.close());
      return;
    }
    head.headers().set(HttpHeaderNames.CONNECTION, "close");
    request = null;
    NettyExchange exchange = new NettyExchange(ctx, head, still(), () -> {}, () -> linger(ctx));
    if (status == 503) {
      comeAgain(exchange, String.valueOf(sentence));
    } else {
      router.refuse(exchange, status, sentence);
    }
  }

  /**
   * Lets the peer send on for a while: a connection that is closed while it sends is reset, and the
   * answer is lost with it (RFC 9112, section 9.6).
   */
  private void linger(ChannelHandlerContext ctx) {
    lingering = true;
    ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
  }

  /** The answer is written: take what came in the meantime. */
  private void next(ChannelHandlerContext ctx) {
    answering = false;
    if (ending) {
      end(ctx);
      return;
    }
    giveBack();
    while (!answering) {
      HttpObject part = waiting.poll();
      if (part == null) {
        ctx.channel().config().setAutoRead(true);
        return;
      }
      take(ctx, part);
    }
  }

  private void end(ChannelHandlerContext ctx) {
    giveBack();
    ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == HttpConnections.Ending.SERVER_ENDS) {
      ending = true;
      if (request == null && !answering && !skipping) {
        ctx.close();
      }
    } else if (event instanceof IdleStateEvent && !answering) {
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (body != null) {
      body.release();
      body = null;
    }
    giveBack();
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    synchronized (ctx.channel()) {
      ctx.channel().notifyAll();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // A reset connection or broken TLS: the peer is gone, and nobody is left to be told.
    ctx.close();
  }
}
