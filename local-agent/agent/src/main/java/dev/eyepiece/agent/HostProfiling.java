package dev.eyepiece.agent;

import dev.eyepiece.agent.host.OwnSender;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.profiler.HostProfilers;
import dev.eyepiece.profiler.ProfileOptions;
import dev.eyepiece.profiler.ProfilerException;
import dev.eyepiece.profiler.ProfilerStats;
import dev.eyepiece.profiler.RunningProfiler;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.Signal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Profiles this host while somebody wants it to. What is profiled takes the same road as all other
 * telemetry, once a second; what the road refuses comes again. Safe for use by any thread; {@link
 * #start} and {@link #stop} block.
 */
public final class HostProfiling implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HostProfiling.class.getName());
  private static final long FIRST_MILLIS = 600;
  private static final long EVERY_MILLIS = 1_000;

  private final Starter starter;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("host-profiling-again").factory());
  private final OwnSender sender;
  private @Nullable Run run;
  private boolean closed;

  /** Starts profilers; tests give their own. */
  @FunctionalInterface
  public interface Starter {
    RunningProfiler start(ProfileOptions options) throws ProfilerException;
  }

  /** Hears of a profile that runs, on a thread of its own. */
  public interface Listener {
    /** What was profiled since the last call, and all figures so far. */
    void profiled(ProfileTree tree, ProfilerStats stats);

    /**
     * It runs no more.
     *
     * @param why one sentence; empty when it was stopped
     */
    void ended(String why);
  }

  public HostProfiling(Starter starter, RequestDecoder decoder, TelemetrySink sink) {
    this.starter = starter;
    this.sender = new OwnSender("profiles", decoder, sink, later);
  }

  static HostProfiling ofMachine(
      Path folder, RequestDecoder decoder, TelemetrySink sink, Clock clock) {
    return new HostProfiling(
        options -> HostProfilers.start(options, folder, System.getenv(), clock), decoder, sink);
  }

  /**
   * Starts to profile, in the place of what ran before. Blocks while a person is asked for rights.
   *
   * @return what a reader of the profile has to know
   * @throws ProfilerException when it is not possible, with what is missing
   */
  public List<String> start(ProfileOptions options, Listener listener) throws ProfilerException {
    stop();
    RunningProfiler profiler = starter.start(options);
    if (!begin(new Run(profiler, listener))) {
      profiler.close();
      throw new ProfilerException("the program is ending");
    }
    return profiler.notes();
  }

  private synchronized boolean begin(Run started) {
    if (closed) {
      return false;
    }
    run = started;
    started.begin();
    return true;
  }

  private synchronized void forget(Run ended) {
    if (run == ended) {
      run = null;
    }
  }

  /** Stops what runs; does nothing when nothing does. */
  public void stop() {
    Run running;
    synchronized (this) {
      running = run;
      run = null;
    }
    if (running != null) {
      running.end();
    }
  }

  /** Stops what runs, and what is about to start. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    stop();
    later.shutdownNow();
  }

  private final class Run {
    private final RunningProfiler profiler;
    private final Listener listener;
    private final ScheduledExecutorService pace =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("host-profiling").factory());

    /** It failed, closed its profiler and said so. */
    private volatile boolean failed;

    private Run(RunningProfiler profiler, Listener listener) {
      this.profiler = profiler;
      this.listener = listener;
    }

    private void begin() {
      var _ =
          pace.scheduleWithFixedDelay(
              this::round, FIRST_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void round() {
      try {
        hand(profiler.take());
      } catch (ProfilerException | RuntimeException e) {
        failed = true;
        forget(this);
        pace.shutdown();
        profiler.close();
        listener.ended(String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void hand(ProfileTree tree) throws ProfilerException, InterruptedException {
      if (!tree.resources().isEmpty()) {
        try {
          sender.send(Signal.PROFILES, tree.encode());
        } catch (MalformedOtlpException e) {
          throw new ProfilerException("a profile that cannot be read was made: " + e, e);
        }
      }
      listener.profiled(tree, profiler.stats());
    }

    private void end() {
      pace.shutdown();
      try {
        if (pace.awaitTermination(10, TimeUnit.SECONDS) && !failed) {
          hand(profiler.stop());
        }
      } catch (ProfilerException | IllegalStateException e) {
        LOG.log(System.Logger.Level.INFO, "the end of a profile: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        if (!failed) {
          profiler.close();
          listener.ended("");
        }
      }
    }
  }
}
