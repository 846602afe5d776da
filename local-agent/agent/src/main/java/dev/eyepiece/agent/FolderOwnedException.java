package dev.eyepiece.agent;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another process owns the data folder; the message says which, and what to do. */
public final class FolderOwnedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Owner owner;

  public FolderOwnedException(Path folder, @Nullable Owner owner) {
    super(message(folder, owner));
    this.owner = owner;
  }

  private static String message(Path folder, @Nullable Owner owner) {
    if (owner == null) {
      return "the data folder "
          + folder
          + " is in use by another process that has not said which it is; try again in a moment, or"
          + " take another folder with --data";
    }
    return "the data folder "
        + folder
        + " is owned by process "
        + owner.pid()
        + " (since "
        + owner.started()
        + ", API "
        + owner.api()
        + "); stop it with 'kill "
        + owner.pid()
        + "', search it with 'eyepiece query --api "
        + owner.api()
        + "', or take another folder with --data";
  }

  /** Who owns it, when it has said so. */
  public @Nullable Owner owner() {
    return owner;
  }
}
