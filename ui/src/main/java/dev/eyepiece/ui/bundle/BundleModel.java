package dev.eyepiece.ui.bundle;

import dev.eyepiece.agent.BundleManifest;
import dev.eyepiece.agent.SessionBundles;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Saves bundles and takes them in, in the background, and says what became of it. FX thread only.
 */
public final class BundleModel {
  private final SessionBundles bundles;
  private final Background background;
  private final Function<String, Integer> keepViews;
  private final Told told;

  /** Hears what was done. */
  @FunctionalInterface
  public interface Told {
    /** A few words, and a sentence or more. */
    void say(String title, String text);
  }

  /**
   * A model.
   *
   * @param keepViews adds saved views to those of the window, and says how many were new
   */
  public BundleModel(
      SessionBundles bundles,
      Background background,
      Function<String, Integer> keepViews,
      Told told) {
    this.bundles = bundles;
    this.background = background;
    this.keepViews = keepViews;
    this.told = told;
  }

  /** Writes the records of all signals that match. */
  public void save(Path file, String search, TimeRange range, String views) {
    background.run(
        "Save " + file.getFileName(),
        () -> bundles.save(file, search, range, views),
        written -> told.say("Bundle saved", saved(file, search, written)),
        problem -> told.say("The bundle was not saved", String.valueOf(problem.getMessage())));
  }

  private static String saved(Path file, String search, BundleManifest written) {
    return written.text()
        + (search.isEmpty() ? "" : " that match " + search)
        + (written.rules() == 0 ? "" : ", " + sets(written.rules()))
        + (written.views() ? ", the saved views" : "")
        + " are in "
        + file;
  }

  private static String sets(int count) {
    return Formats.count(count) + (count == 1 ? " rule set" : " rule sets");
  }

  /** Takes a bundle into what is held here. */
  public void open(Path file) {
    background.run(
        "Open " + file.getFileName(),
        () -> bundles.take(file),
        taken -> told.say("Bundle opened", taken(file, taken)),
        problem -> told.say("The bundle was not opened", String.valueOf(problem.getMessage())));
  }

  private String taken(Path file, SessionBundles.Taken taken) {
    int views = taken.views().isEmpty() ? 0 : keepViews.apply(taken.views());
    List<String> said = new ArrayList<>();
    said.add(taken.manifest().text() + " of " + file + " were added to what is held here.");
    if (taken.rejected() > 0) {
      said.add(
          Formats.count(taken.rejected()) + " of them break a rule of OTLP and were left out.");
    }
    if (!taken.rules().isEmpty()) {
      said.add(
          sets(taken.rules().size()) + ", switched off: " + String.join(", ", taken.rules()) + ".");
    }
    if (views > 0) {
      said.add(Formats.count(views) + (views == 1 ? " saved view." : " saved views."));
    }
    said.add("To look at a bundle apart from what is held: eyepiece open FILE");
    return String.join("\n", said);
  }
}
