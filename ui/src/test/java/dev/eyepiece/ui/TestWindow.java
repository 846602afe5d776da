package dev.eyepiece.ui;

import static dev.eyepiece.ui.OnFx.fx;

import dev.eyepiece.ui.shell.Place;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.stage.Stage;
import org.testfx.util.WaitForAsyncUtils;

/** A whole window, driven and pictured from a test's thread. */
public final class TestWindow {
  private static final int[][] SIZES = {{960, 600}, {1440, 900}};

  private final Stage stage;
  private final Workbench workbench;

  private TestWindow(Stage stage, Workbench workbench) {
    this.stage = stage;
    this.workbench = workbench;
  }

  /** Shows a window; on the FX thread. */
  public static TestWindow show(Stage stage, Host host) {
    Workbench workbench = new Workbench(host, new SimpleBooleanProperty(false));
    workbench.show(stage);
    return new TestWindow(stage, workbench);
  }

  public Stage stage() {
    return stage;
  }

  public Workbench workbench() {
    return workbench;
  }

  public void open(Place place) throws Exception {
    fx(() -> workbench.open(place));
  }

  public void size(double width, double height) throws Exception {
    fx(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
    });
  }

  public void dark(boolean on) throws Exception {
    fx(() -> workbench.theme().darkProperty().set(on));
  }

  /** A picture as the window is. */
  public void picture(String name) throws Exception {
    Pictures.take(stage, name);
  }

  /** A picture, light and dark, as large as the window is. */
  public void themes(String name) throws Exception {
    for (boolean dark : new boolean[] {false, true}) {
      dark(dark);
      picture(name + (dark ? "-dark" : "-light"));
    }
  }

  /** Pictures of the least size and of a usual one, light and dark. */
  public void pictures(String name) throws Exception {
    pictures(name, 1);
  }

  /**
   * The same of what is drawn in the background.
   *
   * @param rounds how often what is to be done on the FX thread is waited for
   */
  public void pictures(String name, int rounds) throws Exception {
    for (int[] size : SIZES) {
      size(size[0], size[1]);
      for (boolean dark : new boolean[] {false, true}) {
        dark(dark);
        WaitForAsyncUtils.waitForFxEvents(rounds);
        picture(name + (dark ? "-dark-" : "-light-") + size[0] + "x" + size[1]);
      }
    }
  }

  public void stop() throws Exception {
    fx(workbench::stop);
  }
}
