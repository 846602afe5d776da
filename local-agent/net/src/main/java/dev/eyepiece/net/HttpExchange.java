package dev.eyepiece.net;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request with its whole, decompressed body, and the way to answer it. Safe for any one
 * thread.
 */
public interface HttpExchange {

  String method();

  /** The decoded path, without the query. */
  String path();

  /** A parameter of the query, {@code null} when absent. */
  @Nullable String parameter(String name);

  /** A header, {@code null} when absent. */
  @Nullable String header(String name);

  byte[] body();

  /**
   * The same body, and the network's buffers where it lies in them as it came; to be closed by who
   * asks for it. Buffers are to be had only until a route that does not block has returned.
   */
  RequestBytes request();

  /** The address of the peer. */
  String remote();

  /** The connection that it came on; {@code null} where the port is not watched. */
  @Nullable Peer peer();

  /** Whether nobody is there any more who would read an answer; from any thread. */
  boolean isGone();

  /**
   * Answers with an error: a {@code google.rpc.Status}, in protobuf where the request was, else in
   * JSON.
   *
   * @param headers further ones
   */
  void refuse(int status, RpcStatus answer, Map<String, String> headers);

  /**
   * Answers whole. After an answer that has begun it cuts the connection off: that one is not
   * whole, and there is no other way to say so.
   *
   * @param sent runs once the answer has been written to the peer, never when the peer was gone,
   *     also when that is seen only then
   */
  void respond(
      int status, String contentType, Map<String, String> headers, byte[] body, Runnable sent);

  default void respond(int status, String contentType, byte[] body) {
    respond(status, contentType, Map.of(), body, () -> {});
  }

  /**
   * Answers in pieces; writes block while the peer reads slowly, so only a blocking route may use
   * it. The stream must be closed; it throws when the peer is gone.
   */
  OutputStream stream(int status, String contentType) throws IOException;
}
