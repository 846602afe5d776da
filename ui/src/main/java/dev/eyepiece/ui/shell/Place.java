package dev.eyepiece.ui.shell;

import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TraceId;
import org.jspecify.annotations.Nullable;

/** Somewhere in the window that can be gone to, come back to and linked. */
public sealed interface Place {

  /** Whether what is shown there is what the search line finds. */
  default boolean showsMatches() {
    return false;
  }

  /** Whose records are listed there; spans where the place is about none or all. */
  default Signal signal() {
    return Signal.TRACES;
  }

  record Overview() implements Place {}

  record Traces() implements Place {
    @Override
    public boolean showsMatches() {
      return true;
    }
  }

  /**
   * The log records.
   *
   * @param record the one to select, {@code null} for none
   */
  record Logs(@Nullable LogPoint record) implements Place {
    public Logs() {
      this(null);
    }

    @Override
    public boolean showsMatches() {
      return true;
    }

    @Override
    public Signal signal() {
      return Signal.LOGS;
    }
  }

  /**
   * A log record, which has no id of its own: those of a trace that share span and time are the
   * same place.
   *
   * @param timeUnixNano when it happened, else when it was seen
   */
  record LogPoint(TraceId traceId, long spanId, long timeUnixNano) {}

  /**
   * One trace.
   *
   * @param spanId the span to select, 0 for none
   */
  record Trace(TraceId traceId, long spanId) implements Place {}

  /** Two traces side by side. */
  record Compare(TraceId left, TraceId right) implements Place {}

  /**
   * The metrics.
   *
   * @param name the metric to chart, with its service; both empty for the one shown last
   */
  record Metrics(String service, String name) implements Place {
    @Override
    public boolean showsMatches() {
      return true;
    }

    @Override
    public Signal signal() {
      return Signal.METRICS;
    }
  }

  /** Flame graphs of received profiles. */
  record Profiles() implements Place {
    @Override
    public boolean showsMatches() {
      return true;
    }

    @Override
    public Signal signal() {
      return Signal.PROFILES;
    }
  }

  /** Rules, written and tried. */
  record Rules() implements Place {
    @Override
    public boolean showsMatches() {
      return true;
    }
  }

  /** The agents that report over OpAMP. */
  record Fleet() implements Place {}

  /** The receiver's ports and senders. */
  record Receiver() implements Place {}

  /** Who gets what comes too. */
  record Forward() implements Place {}

  /** Statements in SQL, and what they give. */
  record Query() implements Place {}

  /** Runs, and what differs between two. */
  record Runs() implements Place {}

  record Settings() implements Place {}
}
