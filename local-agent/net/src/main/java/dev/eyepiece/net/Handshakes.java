package dev.eyepiece.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells a connection's {@link Peer} how its TLS handshake ended. */
final class Handshakes {
  private Handshakes() {}

  static void note(ChannelHandlerContext ctx, SslHandshakeCompletionEvent handshake) {
    Peer peer = Peer.of(ctx.channel());
    if (peer == null) {
      return;
    }
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (!handshake.isSuccess() || tls == null) {
      Throwable cause = handshake.cause();
      Throwable root = cause == null || cause.getCause() == null ? cause : cause.getCause();
      peer.refused(
          Refusal.Kind.REFUSED,
          "TLS",
          "the handshake",
          "the TLS handshake failed: " + (root == null ? "no reason is known" : root.getMessage()));
      return;
    }
    String subject = "";
    try {
      subject = tls.engine().getSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException none) {
      // Most senders show no certificate.
      subject = "";
    }
    peer.secured(subject);
  }
}
