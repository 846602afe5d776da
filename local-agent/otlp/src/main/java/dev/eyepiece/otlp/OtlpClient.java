package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * OTLP out: sends requests to one receiver, as many at a time as its user has under way. It repeats
 * nothing by itself. Safe for use by several threads.
 */
public interface OtlpClient extends AutoCloseable {

  /**
   * Sends a request. Never blocks, and the result is never an exception.
   *
   * @param request an encoded {@code Export...ServiceRequest}, sent as it is unless the receiver is
   *     to have JSON; must not change
   */
  default CompletableFuture<ExportResult> send(Signal signal, byte[] request) {
    return send(signal, request, Hops.NONE);
  }

  /**
   * The same of a request that is forwarded.
   *
   * @param hops who forwarded it, who sends it now included
   */
  CompletableFuture<ExportResult> send(Signal signal, byte[] request, Hops hops);

  /** Ends what is under way, without a result that counts. */
  @Override
  void close();

  /**
   * A client of a receiver; nothing is connected yet.
   *
   * @param executor compresses requests and reads answers
   * @throws IOException when a file of its TLS cannot be used; the message names it
   */
  static OtlpClient of(ExportTarget target, Executor executor) throws IOException {
    return target.protocol() == ExportTarget.Protocol.GRPC
        ? new GrpcOut(target, executor)
        : new HttpOut(target, executor);
  }
}
