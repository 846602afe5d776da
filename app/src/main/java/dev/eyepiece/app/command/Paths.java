package dev.eyepiece.app.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads paths that a user wrote. */
final class Paths {
  private Paths() {}

  /**
   * @param what the option that holds it, for messages
   */
  static Path of(String what, String text) throws CommandException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw CommandException.usage(what + ": '" + text + "' is no path of this system");
    }
  }
}
