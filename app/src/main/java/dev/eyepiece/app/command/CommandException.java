package dev.eyepiece.app.command;

import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code and one line on stderr. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, @Nullable String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Bad usage or input: the message says what, where, and what was expected. */
  public static CommandException usage(@Nullable String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  /** It cannot be done here. */
  public static CommandException cannot(@Nullable String message) {
    return new CommandException(ExitCode.CANNOT, message);
  }

  /** It was tried and did not come about. */
  public static CommandException failed(@Nullable String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
