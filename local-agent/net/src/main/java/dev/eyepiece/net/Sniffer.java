package dev.eyepiece.net;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.InternalProtocolNegotiator;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.AsciiString;
import io.netty.util.CharsetUtil;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first bytes of a connection and gives it to TLS, HTTP/2 or HTTP/1.1, so that every
 * port speaks all of them. It sits where grpc-netty lets a transport choose its protocol.
 */
// A failed write closes its channel, which is all that can be done about it.
@SuppressWarnings("FutureReturnValueIgnored")
final class Sniffer implements InternalProtocolNegotiator.ProtocolNegotiator {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(CharsetUtil.US_ASCII);
  private static final int TLS_HANDSHAKE = 0x16;
  private static final long FIRST_BYTES_SECONDS = 20;

  private final Port port;
  private final Bodies bodies;
  private final HttpConnections connections;
  private final @Nullable SslContext tls;
  private final PeerProcesses processes;

  Sniffer(
      Port port,
      Bodies bodies,
      HttpConnections connections,
      @Nullable SslContext tls,
      PeerProcesses processes) {
    this.processes = processes;
    this.port = port;
    this.bodies = bodies;
    this.connections = connections;
    this.tls = tls;
  }

  @Override
  public AsciiString scheme() {
    return AsciiString.cached(tls == null ? "http" : "https");
  }

  @Override
  public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
    return new FirstBytes(grpc, tls);
  }

  @Override
  public void close() {}

  private final class FirstBytes extends ByteToMessageDecoder {
    private final GrpcHttp2ConnectionHandler grpc;
    private final @Nullable SslContext wanted;
    private @Nullable Future<?> timeout;

    FirstBytes(GrpcHttp2ConnectionHandler grpc, @Nullable SslContext wanted) {
      this.grpc = grpc;
      this.wanted = wanted;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      timeout = ctx.executor().schedule(() -> ctx.close(), FIRST_BYTES_SECONDS, TimeUnit.SECONDS);
      if (Peer.of(ctx.channel()) == null) {
        Peer peer = Peer.open(ctx.channel(), port.watch());
        if (peer != null) {
          processes.look(peer);
        }
      }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
      if (timeout != null) {
        timeout.cancel(false);
      }
    }

    /** gRPC's first event is meant for its own handler; it is sent again when that one is there. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        Handshakes.note(ctx, handshake);
      }
      if (!event.equals(InternalProtocolNegotiationEvent.getDefault())) {
        ctx.fireUserEventTriggered(event);
      }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
      if (!in.isReadable()) {
        return;
      }
      int first = in.getUnsignedByte(in.readerIndex());
      if (wanted != null) {
        if (first == TLS_HANDSHAKE) {
          // The bytes read so far go to the handler that takes this one's place.
          ctx.pipeline().addAfter(ctx.name(), null, new FirstBytes(grpc, null));
          ctx.pipeline().replace(this, null, wanted.newHandler(ctx.alloc()));
        } else {
          refuse(ctx, in, "This port wants TLS: use https or a secure gRPC channel.\n");
        }
        return;
      }
      int same = samePrefix(in);
      if (same == PREFACE.length) {
        ctx.pipeline().replace(this, null, new Http2Choice(grpc, port, bodies, connections));
      } else if (same < in.readableBytes()) {
        if (mayBeginHttp(first)) {
          toHttp(ctx);
        } else {
          refuse(ctx, in, "This port takes HTTP/1.1 and gRPC; these bytes are neither.\n");
        }
      }
    }

    /** A method, or the empty line that may come before one (RFC 9112, section 2.2). */
    private static boolean mayBeginHttp(int first) {
      return (first >= 'A' && first <= 'Z')
          || (first >= 'a' && first <= 'z')
          || first == '\r'
          || first == '\n';
    }

    /** How many of the bytes so far are those of HTTP/2's preface. */
    private int samePrefix(ByteBuf in) {
      int most = Math.min(in.readableBytes(), PREFACE.length);
      int same = 0;
      while (same < most && in.getByte(in.readerIndex() + same) == PREFACE[same]) {
        same++;
      }
      return same;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // A reset connection or broken TLS, which has been noted: nobody is left to be told.
      ctx.close();
    }

    private void refuse(ChannelHandlerContext ctx, ByteBuf in, String sentence) {
      Peer peer = Peer.of(ctx.channel());
      if (peer != null) {
        peer.refused(Refusal.Kind.MALFORMED, "400", "the first bytes", sentence.strip());
      }
      in.skipBytes(in.readableBytes());
      ctx.writeAndFlush(ctx.alloc().buffer().writeBytes(answer(sentence)))
          .addListener(ChannelFutureListener.CLOSE);
    }

    private byte[] answer(String sentence) {
      return ("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n"
              + "Content-Length: "
              + sentence.length()
              + "\r\n\r\n"
              + sentence)
          .getBytes(CharsetUtil.US_ASCII);
    }

    /** Takes gRPC's handlers out and puts HTTP's in; the bytes read so far go to them. */
    private void toHttp(ChannelHandlerContext ctx) {
      ChannelPipeline pipeline = ctx.pipeline();
      if (!connections.add(ctx.channel(), bodies.limits().maxConnections())) {
        ctx.close();
        return;
      }
      Peer peer = Peer.of(ctx.channel());
      if (peer != null) {
        peer.speaks(Peer.Protocol.HTTP_1);
      }
      HttpConnection.install(pipeline, ctx.name(), port, bodies, connections);
      pipeline.remove(this);
      HttpConnections.dropGrpcHandlers(pipeline);
    }
  }
}
