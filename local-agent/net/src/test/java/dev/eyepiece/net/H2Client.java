package dev.eyepiece.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of HTTP/2 in plain text that knows beforehand that the server speaks it. */
final class H2Client implements AutoCloseable {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel channel;
  private final BlockingQueue<Long> pongs = new LinkedBlockingQueue<>();

  /** Keeps what answers to pings hold. */
  private final class Pongs extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2PingFrame ping && ping.ack()) {
        pongs.add(ping.content());
      }
      ReferenceCountUtil.release(message);
    }
  }

  /** What came back. */
  static final class Answer {
    private final int status;
    private final String type;
    private final byte[] body;
    private final HttpHeaders headers;

    Answer(int status, HttpHeaders headers, byte[] body) {
      this.status = status;
      this.type = headers.get("content-type", "");
      this.body = body;
      this.headers = headers.copy();
    }

    String header(String name) {
      return headers.get(name, "");
    }

    int status() {
      return status;
    }

    String type() {
      return type;
    }

    byte[] body() {
      return body;
    }
  }

  H2Client(int port) throws InterruptedException {
    channel =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel made) {
                    made.pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forClient()
                                .initialSettings(
                                    Http2Settings.defaultSettings().initialWindowSize(1 << 20))
                                .build(),
                            new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                            new Pongs());
                  }
                })
            .connect("127.0.0.1", port)
            .sync()
            .channel();
  }

  CompletableFuture<Answer> post(String path, byte[] body, String... headers) throws Exception {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(body));
    set(request, headers);
    var _ = stream(answer).writeAndFlush(request);
    return answer.orTimeout(60, TimeUnit.SECONDS);
  }

  /** Sends a ping; the content of its answer, or null when there is none. */
  @Nullable Long ping(long content) throws InterruptedException {
    var _ = channel.writeAndFlush(new DefaultHttp2PingFrame(content));
    return pongs.poll(30, TimeUnit.SECONDS);
  }

  /** Sends the first part of a body and no more. */
  CompletableFuture<Answer> begin(String path, byte[] part, String... headers) throws Exception {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path);
    set(request, headers);
    Http2StreamChannel stream = stream(answer);
    var _ = stream.write(request);
    var _ = stream.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(part)));
    return answer.orTimeout(60, TimeUnit.SECONDS);
  }

  private static void set(HttpRequest request, String... headers) {
    request.headers().set("host", "127.0.0.1").set("x-http2-scheme", "http");
    for (int i = 0; i < headers.length; i += 2) {
      request.headers().set(headers[i], headers[i + 1]);
    }
  }

  private Http2StreamChannel stream(CompletableFuture<Answer> answer) throws InterruptedException {
    return new Http2StreamChannelBootstrap(channel)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel made) {
                made.pipeline()
                    .addLast(
                        new Http2StreamFrameToHttpObjectCodec(false),
                        new HttpObjectAggregator(256 << 20),
                        new Answering(answer));
              }
            })
        .open()
        .sync()
        .getNow();
  }

  private static final class Answering extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final CompletableFuture<Answer> answer;

    Answering(CompletableFuture<Answer> answer) {
      this.answer = answer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
      byte[] body = new byte[response.content().readableBytes()];
      response.content().readBytes(body);
      answer.complete(new Answer(response.status().code(), response.headers(), body));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      answer.completeExceptionally(new IOException("the stream ended without an answer"));
    }
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
