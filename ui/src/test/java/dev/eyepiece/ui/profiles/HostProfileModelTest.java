package dev.eyepiece.ui.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.HostProfiling;
import dev.eyepiece.flamegraph.FlameSource;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.profiler.ProfileKind;
import dev.eyepiece.profiler.ProfileOptions;
import dev.eyepiece.profiler.ProfilerException;
import dev.eyepiece.profiler.ProfilerStats;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.ui.FakeProfiler;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.TakenBatches;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostProfileModelTest {
  private static final long DEADLINE_SECONDS = 60;

  private final FakeProfiler profiler = new FakeProfiler("without a right");
  private final TakenBatches taken = new TakenBatches();
  private final List<ProfileOptions> wishes = new CopyOnWriteArrayList<>();

  private HostProfiling profiling =
      new HostProfiling(options -> profiler, new RequestDecoder(new SymbolTable()), taken);

  private HostProfileModel model(HostProfiling.Starter starter) {
    profiling = new HostProfiling(starter, new RequestDecoder(new SymbolTable()), taken);
    return new HostProfileModel(profiling, new InPlace(), () -> 0);
  }

  private HostProfileModel model() {
    return model(options -> {
      wishes.add(options);
      return profiler;
    });
  }

  @Test
  void whatIsProfiledIsDrawnCountedAndTakesTheRoad() throws Exception {
    HostProfileModel model = model();
    CountDownLatch drawn = new CountDownLatch(1);
    model.sourceProperty().subscribe((old, now) -> drawn.countDown());
    model.start(ProfileKind.OFF_CPU, "250", "4711");
    assertThat(wishes)
        .containsExactly(ProfileOptions.wholeHost(ProfileKind.OFF_CPU).ofProcess(4711).atRate(250));
    assertThat(model.runningProperty().get()).isTrue();
    assertThat(drawn.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    model.stop();
    assertThat(model.runningProperty().get()).isFalse();
    assertThat(profiler.isClosed()).isTrue();
    FlameSource source = model.sourceProperty().get();
    assertThat(source).isNotNull();
    assertThat(source.title()).isEqualTo("What waits in process 4711, last minute");
    assertThat(source.profile().labelTotals(0, "process"))
        .containsKeys("postgres 812", "node 4711");
    assertThat(taken.batches()).isNotEmpty();
    assertThat(model.stateProperty().get())
        .contains("1\u202F200 sums of waits", "99.5 % with complete", "without a right");
  }

  @Test
  void aWishThatCannotBeReadIsSaidAndNothingStarts() {
    HostProfileModel model = model();
    model.start(ProfileKind.CPU, "often", "");
    assertThat(model.stateProperty().get()).isEqualTo("'often' is no rate in Hertz");
    model.start(ProfileKind.CPU, "0", "");
    assertThat(model.stateProperty().get()).contains("0 Hz is out of range");
    model.start(ProfileKind.CPU, "", "postgres");
    assertThat(model.stateProperty().get()).contains("'postgres'");
    assertThat(wishes).isEmpty();
    assertThat(model.runningProperty().get()).isFalse();
  }

  @Test
  void aRightThatIsMissingIsSaid() {
    HostProfileModel model =
        model(options -> {
          throw new ProfilerException("this process has not the right CAP_BPF");
        });
    model.start(ProfileKind.CPU, "", "");
    assertThat(model.stateProperty().get())
        .isEqualTo("Not started: this process has not the right CAP_BPF");
    assertThat(model.busyProperty().get()).isFalse();
  }

  @Test
  void aProfilerThatVanishesIsSaid() throws Exception {
    HostProfileModel model = model();
    profiler.vanish();
    CountDownLatch ended = new CountDownLatch(1);
    model
        .runningProperty()
        .subscribe((old, now) -> {
          if (!now) {
            ended.countDown();
          }
        });
    model.start(ProfileKind.CPU, "", "");
    assertThat(ended.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(model.stateProperty().get()).isEqualTo("Ended: the profiler's process is gone");
    assertThat(profiler.isClosed()).isTrue();
  }

  @Test
  void nothingRunsOnceTheAgentIsClosed() {
    HostProfileModel model = model();
    model.start(ProfileKind.CPU, "", "");
    assertThat(model.runningProperty().get()).isTrue();
    profiling.close();
    assertThat(profiler.isClosed()).isTrue();
    assertThat(model.runningProperty().get()).isFalse();
    assertThat(model.busyProperty().get()).isFalse();
  }

  @Test
  void aProfilerThatComesUpWhenTheAgentIsClosedIsClosedToo() {
    HostProfileModel model =
        model(options -> {
          profiling.close();
          return profiler;
        });
    model.start(ProfileKind.CPU, "", "");
    assertThat(profiler.isClosed()).isTrue();
    assertThat(model.stateProperty().get()).isEqualTo("Not started: the program is ending");
    assertThat(model.runningProperty().get()).isFalse();
  }

  @Test
  void itsOwnCostIsSaid() {
    ProfilerStats stats = new ProfilerStats(2_000, 1_000, 7, 0, 0, 0, 0, 50_000_000);
    String cost =
        HostProfileModel.cost(
            new HostProfileModel.Use(0, 900_000_000),
            new HostProfileModel.Use(10_000_000_000L, 950_000_000));
    assertThat(HostProfileModel.figures(stats, ProfileKind.CPU, 10, cost))
        .isEqualTo(
            "2\u202F000 samples in 10 s, 50.0 % with complete stacks, 7 lost; costs 0.50 % of a core");
    HostProfileModel.Use alone = new HostProfileModel.Use(5, 900_000_000);
    assertThat(HostProfileModel.cost(alone, alone)).isEmpty();
  }
}
