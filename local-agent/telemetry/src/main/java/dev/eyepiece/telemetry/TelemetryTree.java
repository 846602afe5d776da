package dev.eyepiece.telemetry;

import java.util.List;

/**
 * One OTLP request as a tree that may be changed in place: resources, their scopes, their records.
 * For one thread. Read from protobuf bytes by {@link #read}, written back by {@link #encode}.
 *
 * <p>Unknown fields are not kept; unknown enum numbers are. A resource, scope, status or log body
 * that a sender left out and one that it sent empty mean the same and read the same. An id that has
 * not the length that OTLP gives it reads as zero, which is how an absent one reads.
 */
public sealed interface TelemetryTree permits TraceTree, LogTree, MetricTree, ProfileTree {

  Signal signal();

  /** The live list: changes to it change the tree. */
  List<? extends ResourceGroup<?>> resources();

  /**
   * The tree as an encoded {@code Export...ServiceRequest} of its signal.
   *
   * @throws IllegalArgumentException for values nested deeper than OTLP's readers follow, and for a
   *     request of 2 GiB or more
   */
  byte[] encode();

  /**
   * Reads an encoded {@code Export...ServiceRequest}. The bytes may be changed afterwards.
   *
   * @param length how many of {@code bytes} are the request
   */
  static TelemetryTree read(Signal signal, byte[] bytes, int length) throws MalformedOtlpException {
    return switch (signal) {
      case TRACES -> TraceTree.read(bytes, length);
      case LOGS -> LogTree.read(bytes, length);
      case METRICS -> MetricTree.read(bytes, length);
      case PROFILES -> ProfileTree.read(bytes, length);
    };
  }
}
