package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.telemetry.Signal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A receiver that gets what comes here too.
 *
 * @param name see {@link RoadRule#isId}; the queue on disk is found by it
 * @param enabled whether anything is queued and sent; what is queued stays when it is not
 * @param signals those that it gets, at least one
 * @param form what it gets of a request
 * @param where OTTL conditions; a record goes when one of its signal holds, or there is none of it
 * @param maxInFlight requests under way or waiting to be repeated, 1 to {@value #MOST_IN_FLIGHT}
 * @param queueCapBytes what its queue may take on disk, at least {@value #LEAST_QUEUE}
 * @param giveUpAfter age at which a request that is not taken is given up; null for never
 */
public record ForwardEndpoint(
    String name,
    boolean enabled,
    ExportTarget target,
    Set<Signal> signals,
    Form form,
    List<String> where,
    int maxInFlight,
    long queueCapBytes,
    @Nullable Duration giveUpAfter) {
  public static final int MOST_IN_FLIGHT = 64;
  public static final long LEAST_QUEUE = 1 << 20;
  public static final int DEFAULT_IN_FLIGHT = 4;
  public static final long DEFAULT_QUEUE = 512 << 20;
  public static final int MOST_CONDITIONS = 100;

  /** What of a request goes on. */
  public enum Form {
    /** As it came, byte for byte. */
    RAW,
    /** What the rules made of it; byte for byte where none touched it. */
    RULED
  }

  public ForwardEndpoint {
    if (!RoadRule.isId(name)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of an endpoint; expected lower-case letters, digits, . _ -, at most"
              + " 64, the first a letter or digit");
    }
    if (signals.isEmpty()) {
      throw new IllegalArgumentException("no signals; expected at least one");
    }
    if (maxInFlight < 1 || maxInFlight > MOST_IN_FLIGHT) {
      throw new IllegalArgumentException(
          maxInFlight + " requests under way; expected 1 to " + MOST_IN_FLIGHT);
    }
    if (queueCapBytes < LEAST_QUEUE) {
      throw new IllegalArgumentException(
          "a queue of " + queueCapBytes + " bytes; expected at least " + LEAST_QUEUE);
    }
    if (where.size() > MOST_CONDITIONS) {
      throw new IllegalArgumentException("more than " + MOST_CONDITIONS + " conditions");
    }
    signals = Set.copyOf(EnumSet.copyOf(signals));
    where = List.copyOf(where);
  }

  /** All signals, as they come, with the defaults. */
  public static ForwardEndpoint of(String name, ExportTarget target) {
    return new ForwardEndpoint(
        name,
        true,
        target,
        EnumSet.allOf(Signal.class),
        Form.RAW,
        List.of(),
        DEFAULT_IN_FLIGHT,
        DEFAULT_QUEUE,
        null);
  }

  /**
   * Looks whether its conditions can be in force.
   *
   * @throws IllegalArgumentException saying which cannot, and why
   */
  public void check() {
    ForwardFilter.of(where);
  }

  public ForwardEndpoint withForm(Form other) {
    return new ForwardEndpoint(
        name, enabled, target, signals, other, where, maxInFlight, queueCapBytes, giveUpAfter);
  }

  public ForwardEndpoint withSignals(Set<Signal> others) {
    return new ForwardEndpoint(
        name, enabled, target, others, form, where, maxInFlight, queueCapBytes, giveUpAfter);
  }

  public ForwardEndpoint withEnabled(boolean on) {
    return new ForwardEndpoint(
        name, on, target, signals, form, where, maxInFlight, queueCapBytes, giveUpAfter);
  }

  public ForwardEndpoint withQueue(long capBytes) {
    return new ForwardEndpoint(
        name, enabled, target, signals, form, where, maxInFlight, capBytes, giveUpAfter);
  }

  public ForwardEndpoint withWhere(List<String> conditions) {
    return new ForwardEndpoint(
        name, enabled, target, signals, form, conditions, maxInFlight, queueCapBytes, giveUpAfter);
  }

  public ForwardEndpoint withGiveUpAfter(@Nullable Duration age) {
    return new ForwardEndpoint(
        name, enabled, target, signals, form, where, maxInFlight, queueCapBytes, age);
  }
}
