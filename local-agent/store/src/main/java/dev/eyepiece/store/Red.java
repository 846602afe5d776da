package dev.eyepiece.store;

import java.util.List;

/**
 * Rate, errors and duration, as work comes into services: counted are spans of kind server or
 * consumer and spans without a parent. Quantiles are exact, not estimated.
 *
 * @param fromUnixNano start of the first bin; 0 when there is no span
 * @param toUnixNano end of the last bin
 * @param bins stretches of equal length; those in which nothing came are left out
 * @param services every service with a span in the range, the most requests first
 */
public record Red(long fromUnixNano, long toUnixNano, List<Bin> bins, List<Service> services) {

  /** Nothing in the range. */
  public static final Red EMPTY = new Red(0, 0, List.of(), List.of());

  /**
   * A stretch of time.
   *
   * @param fromUnixNano its start
   * @param toUnixNano its end, exclusive
   * @param p50Nano the duration that half of the requests do not exceed
   */
  public record Bin(
      long fromUnixNano,
      long toUnixNano,
      long requests,
      long errors,
      long p50Nano,
      long p95Nano,
      long p99Nano) {}

  /**
   * A service.
   *
   * @param spans all of its spans
   * @param requests those that are counted here; durations are 0 when there is none
   * @param errors requests with the status error
   */
  public record Service(
      String service,
      long spans,
      long requests,
      long errors,
      long p50Nano,
      long p95Nano,
      long p99Nano) {}
}
