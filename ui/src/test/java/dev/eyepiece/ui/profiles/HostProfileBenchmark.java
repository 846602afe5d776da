package dev.eyepiece.ui.profiles;

import dev.eyepiece.agent.HostProfiling;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.profiler.HelperProfiler;
import dev.eyepiece.profiler.HostProfiler;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.ui.FakeHost;
import dev.eyepiece.ui.HeldShop;
import dev.eyepiece.ui.Host;
import dev.eyepiece.ui.Workbench;
import dev.eyepiece.ui.shell.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;

/**
 * From the click on Profile this host to the first flame graph in the window, over a real road and
 * store, on a machine where this process has the rights. Arguments: own (the profiler in this
 * process) or helper (in a process of its own), rounds (5); the first round is the first in the
 * process.
 */
final class HostProfileBenchmark {
  /**
   * After the graph's figures are there: it is drawn with the next frame, shown with the one after.
   */
  private static final int FRAMES = 2;

  private static final long DEADLINE_SECONDS = 60;

  private HostProfileBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    boolean helper = arguments.length > 0 && arguments[0].equals("helper");
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    Path folder = Files.createTempDirectory("eyepiece-host-profile");
    try (HeldShop shop = new HeldShop(folder)) {
      HostProfiling profiling =
          new HostProfiling(
              options ->
                  helper
                      ? HelperProfiler.start(options, folder, System.getenv())
                      : HostProfiler.start(options, Clock.systemUTC()),
              new RequestDecoder(new SymbolTable()),
              shop.telemetry());
      Host host = new FakeHost(shop.telemetry(), folder).profiling(profiling).host();
      CompletableFuture<Stage> opened = new CompletableFuture<>();
      CompletableFuture<Workbench> built = new CompletableFuture<>();
      Platform.startup(() -> {
        Workbench workbench = new Workbench(host, new SimpleBooleanProperty(false));
        Stage stage = new Stage();
        workbench.show(stage);
        workbench.open(new Place.Profiles());
        built.complete(workbench);
        opened.complete(stage);
      });
      Stage stage = opened.join();
      TimeUnit.SECONDS.sleep(3);
      for (int round = 1; round <= rounds; round++) {
        System.out.printf(
            Locale.ROOT,
            "%s, round %d: first flame graph %d ms after the click%n",
            helper ? "helper" : "own process",
            round,
            round(stage));
        // What the last second has is still on its way when the button says that it stopped.
        TimeUnit.SECONDS.sleep(2);
      }
      Platform.runLater(built.join()::stop);
      profiling.close();
    }
    Platform.exit();
  }

  /** Starts a profile, waits for its graph, stops it; answers milliseconds. */
  private static long round(Stage stage) throws Exception {
    CompletableFuture<Long> drawn = new CompletableFuture<>();
    Platform.runLater(() -> {
      String before = detail(stage);
      long start = System.nanoTime();
      button(stage).fire();
      new AnimationTimer() {
        private int left = FRAMES;

        @Override
        public void handle(long now) {
          String said = detail(stage);
          if (!said.isEmpty() && !said.equals(before) && left-- == 0) {
            stop();
            drawn.complete(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
          }
        }
      }.start();
    });
    long took = drawn.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    Platform.runLater(() -> button(stage).fire());
    return took;
  }

  private static Button button(Stage stage) {
    if (stage.getScene().lookup("#host-profile-start") instanceof Button button) {
      return button;
    }
    throw new IllegalStateException("the window has no button that starts a profile");
  }

  private static String detail(Stage stage) {
    Node detail = stage.getScene().lookup("#flame-detail");
    return detail instanceof Label label ? label.getText() : "";
  }
}
