package dev.eyepiece.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Logs go to stderr, a line each. ClickHouse's client logs what it throws as well, and that is told
 * by whoever asked; gRPC's server logs what is wrong with the frames of whoever sends, a stack
 * trace each, which would let a sender fill the log.
 */
final class Logging {
  private static final String CONFIGURATION =
      """
      handlers=java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
      java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n
      .level=WARNING
      dev.eyepiece.level=INFO
      com.clickhouse.level=OFF
      io.grpc.netty.NettyServerHandler.level=OFF
      """;

  private Logging() {}

  static void toStderr() {
    try {
      LogManager.getLogManager()
          .readConfiguration(
              new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
