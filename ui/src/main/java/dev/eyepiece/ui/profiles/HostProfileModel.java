package dev.eyepiece.ui.profiles;

import dev.eyepiece.agent.HostProfiling;
import dev.eyepiece.flamegraph.FlameSource;
import dev.eyepiece.profiler.ProfileKind;
import dev.eyepiece.profiler.ProfileOptions;
import dev.eyepiece.profiler.ProfilerStats;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A profile of this host: what was asked for, whether it runs, the stacks of its last minute, what
 * it costs. FX thread only; what is heard of the profiler comes back to it.
 */
public final class HostProfileModel {
  /** So many seconds are drawn. */
  static final int SECONDS = 60;

  private static final double NANOS = 1e9;

  private final HostProfiling profiling;
  private final Background background;
  private final LongSupplier nanoTime;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable FlameSource> source = new ReadOnlyObjectWrapper<>();
  private int runs;

  /** What a reader of the profile has to know, to be added to a sentence. */
  private String noted = "";

  public HostProfileModel(HostProfiling profiling, Background background, LongSupplier nanoTime) {
    this.profiling = profiling;
    this.background = background;
    this.nanoTime = nanoTime;
  }

  ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** It is being started or stopped. */
  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** What it did and costs, or why it does not run; one sentence. */
  ReadOnlyStringProperty stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** The stacks of the last minute; null before the first. */
  ReadOnlyObjectProperty<@Nullable FlameSource> sourceProperty() {
    return source.getReadOnlyProperty();
  }

  /** Starts a profile, or says in one sentence what of the wish cannot be read. */
  void start(ProfileKind kind, String rate, String process) {
    if (busy.get()) {
      return;
    }
    ProfileOptions options;
    try {
      options =
          new ProfileOptions(
              kind,
              number(process, 0, "a process is given by its id, and '%s' is none"),
              number(rate, ProfileOptions.DEFAULT_HZ, "'%s' is no rate in Hertz"),
              ProfileOptions.DEFAULT_MIN_WAIT);
    } catch (IllegalArgumentException e) {
      state.set(String.valueOf(e.getMessage()));
      return;
    }
    busy.set(true);
    state.set("Starting …");
    int run = ++runs;
    Hearing hearing = new Hearing(run, options, nanoTime.getAsLong());
    background.run(
        "Profile of this host",
        () -> profiling.start(options, hearing),
        notes -> started(run, notes),
        failure -> failed(run, String.valueOf(failure.getMessage())));
  }

  private static int number(String text, int otherwise, String otherwiseSaid) {
    String digits = text.strip();
    if (digits.isEmpty()) {
      return otherwise;
    }
    if (!digits.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, otherwiseSaid, digits));
    }
    return Integer.parseInt(digits);
  }

  private void started(int run, List<String> notes) {
    if (run == runs) {
      busy.set(false);
      running.set(true);
      noted = notes.isEmpty() ? "" : "; " + String.join("; ", notes);
      state.set("Running" + noted);
    }
  }

  private void failed(int run, String why) {
    if (run == runs) {
      busy.set(false);
      running.set(false);
      state.set("Not started: " + why);
    }
  }

  /** Stops it; the graph stays. */
  void stop() {
    if (busy.get() || !running.get()) {
      return;
    }
    busy.set(true);
    int run = runs;
    background.run(
        "Stopping the profile of this host",
        () -> {
          profiling.stop();
          return true;
        },
        done -> {
          if (run == runs) {
            busy.set(false);
          }
        },
        failure -> {
          if (run == runs) {
            busy.set(false);
          }
        });
  }

  private void drawn(int run, @Nullable FlameSource drawn, String figures) {
    if (run == runs) {
      if (drawn != null) {
        source.set(drawn);
      }
      state.set(figures + noted);
    }
  }

  private void ended(int run, String why) {
    if (run == runs) {
      // Nothing that is still on its way from this run counts.
      runs++;
      // Who sees that it ended also sees why.
      if (!why.isEmpty()) {
        state.set("Ended: " + why);
      }
      running.set(false);
      busy.set(false);
    }
  }

  /** What the profiler had used when. */
  record Use(long nanoTime, long cpuNanos) {}

  static String figures(ProfilerStats stats, ProfileKind kind, double seconds, String cost) {
    String lost = stats.lost() > 0 ? ", " + Formats.count(stats.lost()) + " lost" : "";
    return String.format(
        Locale.ROOT,
        "%s %s in %.0f s, %.1f %% with complete stacks%s%s",
        Formats.count(stats.samples()),
        kind == ProfileKind.CPU ? "samples" : "sums of waits",
        seconds,
        stats.completePercent(),
        lost,
        cost);
  }

  /** Without what the start cost; empty while there is nothing to compare. */
  static String cost(Use first, Use last) {
    long passed = last.nanoTime() - first.nanoTime();
    long used = last.cpuNanos() - first.cpuNanos();
    return passed <= 0
        ? ""
        : String.format(Locale.ROOT, "; costs %.2f %% of a core", 100.0 * used / passed);
  }

  /** One run, on the profiler's thread. */
  private final class Hearing implements HostProfiling.Listener {
    private final int run;
    private final ProfileOptions options;
    private final long began;
    private final Deque<ProfileTree> minute = new ArrayDeque<>();
    private final Deque<Use> uses = new ArrayDeque<>();

    private Hearing(int run, ProfileOptions options, long began) {
      this.run = run;
      this.options = options;
      this.began = began;
    }

    @Override
    public void profiled(ProfileTree tree, ProfilerStats stats) {
      minute.add(tree);
      if (minute.size() > SECONDS) {
        minute.remove();
      }
      long now = nanoTime.getAsLong();
      uses.add(new Use(now, stats.cpuNanos()));
      if (uses.size() > SECONDS) {
        uses.remove();
      }
      String figures =
          figures(
              stats, options.kind(), (now - began) / NANOS, cost(uses.getFirst(), uses.getLast()));
      try {
        FlameSource drawn = drawing();
        background.onFx(() -> drawn(run, drawn, figures));
      } catch (StackFormatException e) {
        background.onFx(() -> drawn(run, null, "Not drawn: " + e.getMessage() + "; " + figures));
      }
    }

    private @Nullable FlameSource drawing() throws StackFormatException {
      if (minute.stream().allMatch(tree -> tree.resources().isEmpty())) {
        return null;
      }
      String what = options.kind() == ProfileKind.CPU ? "What runs" : "What waits";
      String where = options.pid() == 0 ? "on this host" : "in process " + options.pid();
      return new FlameSource(
          what + " " + where + ", last minute", StackFiles.of(List.copyOf(minute)), null);
    }

    @Override
    public void ended(String why) {
      background.onFx(() -> HostProfileModel.this.ended(run, why));
    }
  }
}
