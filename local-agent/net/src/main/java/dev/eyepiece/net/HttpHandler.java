package dev.eyepiece.net;

/** Answers a request, at once or later from any thread, exactly once. */
@FunctionalInterface
public interface HttpHandler {
  void handle(HttpExchange exchange);
}
