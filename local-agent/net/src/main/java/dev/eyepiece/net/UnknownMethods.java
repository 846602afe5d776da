package dev.eyepiece.net;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls of methods that a port has not, so that they pass the same checks as others and the
 * sender hears which services there are.
 */
final class UnknownMethods extends HandlerRegistry {
  private static final int LONGEST_NAME = 120;

  private final String services;

  UnknownMethods(List<ServerServiceDefinition> services) {
    this.services =
        services.isEmpty()
            ? "this port takes no gRPC"
            : services.stream()
                .map(service -> service.getServiceDescriptor().getName())
                .collect(Collectors.joining(", ", "this port has the services ", ""));
  }

  @Override
  public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
    MethodDescriptor<byte[], byte[]> method = GrpcBytes.method(name);
    ServerCallHandler<byte[], byte[]> handler =
        (call, headers) -> {
          String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
          call.close(
              Status.UNIMPLEMENTED.withDescription(
                  "there is no method " + shown + " here; " + services),
              new Metadata());
          return new ServerCall.Listener<>() {};
        };
    return ServerMethodDefinition.create(method, handler);
  }
}
