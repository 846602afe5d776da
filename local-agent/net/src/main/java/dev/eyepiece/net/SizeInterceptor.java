package dev.eyepiece.net;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Answers calls whose message was larger than the cap once it was decompressed with {@code
 * RESOURCE_EXHAUSTED} and no details, so that no sender tries again (OTLP specification 1.11).
 * grpc-java would call it an unknown error of the application. Answers those that cannot be
 * decompressed as bad data, for the same reason. Keeps calls that were refused for want of room
 * from their handler.
 */
record SizeInterceptor(int maxBytes) implements ServerInterceptor {

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    CallBytes bytes = CallBytes.of(call);
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      private boolean answered;

      @Override
      public void onMessage(Q message) {
        if (bytes.isRefused()) {
          drop(message);
          return;
        }
        bytes.copied(length(message));
        if (GrpcBytes.isTooLarge(message)) {
          answered = true;
          call.close(
              Status.RESOURCE_EXHAUSTED.withDescription(
                  new BodyDecoder.TooLarge(maxBytes).getMessage()),
              new Metadata());
        } else if (GrpcBytes.isUnreadable(message)) {
          answered = true;
          bytes.refuseUnreadable(call);
        } else {
          super.onMessage(message);
        }
      }

      private void drop(Q message) {
        if (message instanceof RequestBytes request) {
          request.close();
        }
      }

      @Override
      public void onHalfClose() {
        if (!answered && bytes.received()) {
          super.onHalfClose();
        }
      }
    };
  }

  private static int length(Object message) {
    return switch (message) {
      case RequestBytes request -> request.length();
      case byte[] content -> content.length;
      default -> 0;
    };
  }
}
