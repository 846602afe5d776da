package dev.eyepiece.ui;

/**
 * Where telemetry can be sent to, as the window shows it.
 *
 * @param grpc endpoint for OTLP/gRPC, such as {@code http://localhost:4317}
 * @param http endpoint for OTLP/HTTP, such as {@code http://localhost:4318}
 * @param api the local API
 * @param dataFolder where what is received is kept
 */
public record Receiving(String grpc, String http, String api, String dataFolder) {}
