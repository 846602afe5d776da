package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.profiler.ProfileKind;
import dev.eyepiece.profiler.ProfileOptions;
import dev.eyepiece.profiler.ProfilerRights;
import dev.eyepiece.profiler.ProfilerStats;
import dev.eyepiece.profiler.RunningProfiler;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real profile of this host, from its start to the agent's end. */
class HostProfilingTest {
  private static final long DEADLINE_SECONDS = 60;

  @TempDir Path folder;

  private static final class Taken implements TelemetrySink {
    private final List<RecordBatch> batches = new CopyOnWriteArrayList<>();

    @Override
    public Set<Signal> signals() {
      return Set.of(Signal.PROFILES);
    }

    @Override
    public void take(RecordBatch batch, Consumer<SinkReply> reply) {
      batches.add(batch);
    }
  }

  private static final class Heard implements HostProfiling.Listener {
    private final CountDownLatch profiled = new CountDownLatch(1);
    private final List<String> ends = new CopyOnWriteArrayList<>();

    @Override
    public void profiled(ProfileTree tree, ProfilerStats stats) {
      if (!tree.resources().isEmpty() && stats.samples() > 0 && stats.cpuNanos() > 0) {
        profiled.countDown();
      }
    }

    @Override
    public void ended(String why) {
      ends.add(why);
    }
  }

  @Test
  void theHostIsProfiledUntilTheAgentIsClosed() throws Exception {
    String lacks = ProfilerRights.look().wholeHostLacks();
    assumeTrue(lacks == null, () -> "the whole host cannot be profiled: " + lacks);
    Taken taken = new Taken();
    Heard heard = new Heard();
    try (HostProfiling profiling =
        HostProfiling.ofMachine(
            folder, new RequestDecoder(new SymbolTable()), taken, Clock.systemUTC())) {
      profiling.start(ProfileOptions.wholeHost(ProfileKind.CPU), heard);
      assertThat(heard.profiled.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(heard.ends).isEmpty();
    }
    assertThat(heard.ends).containsExactly("");
    assertThat(taken.batches).isNotEmpty().allMatch(batch -> batch.signal() == Signal.PROFILES);
    // A thread that was told to end may be just about to.
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("profiler-")) {
        assertThat(thread.join(Duration.ofSeconds(DEADLINE_SECONDS))).as(thread.getName()).isTrue();
      }
    }
  }

  /** Sees the same process whenever it is asked. */
  private static final class OneProcess implements RunningProfiler {
    @Override
    public List<String> notes() {
      return List.of();
    }

    @Override
    public ProfileTree take() {
      ProfileTree tree = new ProfileTree();
      Resource resource = Resource.empty();
      resource.attributes().add("service.name", "postgres");
      tree.resources().add(new ResourceGroup<>(resource));
      return tree;
    }

    @Override
    public ProfileTree stop() {
      return new ProfileTree();
    }

    @Override
    public ProfilerStats stats() {
      return new ProfilerStats(1, 1, 0, 0, 0, 0, 0, 1);
    }

    @Override
    public void close() {}
  }

  @Test
  void what_the_road_refuses_comes_again() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    TelemetrySink road =
        new TelemetrySink() {
          @Override
          public Set<Signal> signals() {
            return Set.of(Signal.PROFILES);
          }

          @Override
          public void take(RecordBatch batch, Consumer<SinkReply> reply) {
            reply.accept(
                asked.incrementAndGet() <= 2
                    ? new SinkReply.Busy(Duration.ZERO, "the queue is full")
                    : new SinkReply.Taken(answered::countDown));
          }
        };
    Heard heard = new Heard();
    try (HostProfiling profiling =
        new HostProfiling(
            options -> new OneProcess(), new RequestDecoder(new SymbolTable()), road)) {
      profiling.start(ProfileOptions.wholeHost(ProfileKind.CPU), heard);
      assertThat(answered.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(asked).hasValueGreaterThanOrEqualTo(3);
    assertThat(heard.ends).containsExactly("");
  }
}
