package dev.eyepiece.ui;

import dev.eyepiece.ui.settings.RememberedFile;
import dev.eyepiece.ui.shell.SavedViews;
import java.nio.file.Path;

/** The saved views of a window that is not open, in the file where it remembers. Calls block. */
public final class WindowViews {
  private static final String REMEMBERED = "window.properties";

  private WindowViews() {}

  /** Where a window remembers, in a folder for such. */
  public static Path file(Path folder) {
    return folder.resolve(REMEMBERED);
  }

  /** The views as text; empty when there are none. */
  public static String read(Path remembered) {
    try (RememberedFile file = RememberedFile.open(remembered)) {
      return file.get(SavedViews.KEY, "");
    }
  }

  /** Puts views into a file that a window will open; texts that are too long are not kept. */
  public static void write(Path remembered, String views) {
    try (RememberedFile file = RememberedFile.open(remembered)) {
      file.put(SavedViews.KEY, views);
    }
  }
}
