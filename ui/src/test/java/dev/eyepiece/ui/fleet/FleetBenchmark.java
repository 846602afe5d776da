package dev.eyepiece.ui.fleet;

import dev.eyepiece.ui.task.FxBackground;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.stage.Stage;

/**
 * How long the frames of the fleet's list take while it is scrolled and its agents change: {@code
 * FleetBenchmark [AGENTS [CHANGES]]}, so many changes ten times a second. Prints the time between
 * frames; the platform makes 60 a second at most.
 */
public final class FleetBenchmark {
  private static final int FRAMES = 900;
  private static final int WARM_UP = 300;
  private static final int FRAMES_A_CHANGE = 6;
  private static final double MILLIS = 1e6;

  private FleetBenchmark() {}

  public static void main(String[] args) throws Exception {
    int agents = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
    int changes = args.length > 1 ? Integer.parseInt(args[1]) : 500;
    FakeFleet fleet = new FakeFleet(agents);
    CountDownLatch done = new CountDownLatch(1);
    long[] intervals = new long[FRAMES];
    Platform.startup(() -> {
      Theme theme = new Theme(true, new ServiceColours(List.of()));
      FleetModel model = new FleetModel(fleet, new FxBackground(2), System::nanoTime);
      FleetView view = new FleetView(model, InstantSource.system(), ZoneOffset.UTC);
      Stage stage = new Stage();
      Scene scene = new Scene((javafx.scene.Parent) view.node(), 1440, 860);
      theme.dress(scene);
      stage.setScene(scene);
      stage.show();
      view.show(new dev.eyepiece.ui.shell.Place.Fleet());
      new Frames(fleet, agents, changes, scene, intervals, done).start();
    });
    done.await();
    Arrays.sort(intervals);
    System.out.printf(
        "%d agents, %d changes ten times a second: frame p50 %.1f ms, p95 %.1f ms, p99 %.1f ms,"
            + " longest %.1f ms%n",
        agents,
        changes,
        intervals[FRAMES / 2] / MILLIS,
        intervals[FRAMES * 95 / 100] / MILLIS,
        intervals[FRAMES * 99 / 100] / MILLIS,
        intervals[FRAMES - 1] / MILLIS);
    Platform.exit();
    System.exit(0);
  }

  /** Scrolls at each frame and changes agents at some. */
  private static final class Frames extends AnimationTimer {
    private final FakeFleet fleet;
    private final int agents;
    private final int changes;
    private final Scene scene;
    private final long[] intervals;
    private final CountDownLatch done;
    private final Random random = new Random(4_320);
    private long last;
    private int frame = -WARM_UP;

    Frames(
        FakeFleet fleet,
        int agents,
        int changes,
        Scene scene,
        long[] intervals,
        CountDownLatch done) {
      this.fleet = fleet;
      this.agents = agents;
      this.changes = changes;
      this.scene = scene;
      this.intervals = intervals;
      this.done = done;
    }

    @Override
    public void handle(long now) {
      if (frame >= 0 && frame < intervals.length) {
        intervals[frame] = now - last;
      }
      last = now;
      frame++;
      if (frame == intervals.length) {
        stop();
        done.countDown();
        return;
      }
      if (frame % FRAMES_A_CHANGE == 0) {
        for (int i = 0; i < changes; i++) {
          int at = random.nextInt(agents);
          fleet.age(at);
        }
      }
      if (scene.lookup("#fleet-table") instanceof TableView<?> table) {
        table.scrollTo(Math.floorMod(frame * 3, agents));
      }
    }
  }
}
