package dev.eyepiece.app.command;

import dev.eyepiece.agent.QueryException;
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

  /** A question that was not answered: what was wrong with it, or why that cannot be done here. */
  public static CommandException of(QueryException question) {
    return question.badInput() ? usage(question.getMessage()) : cannot(question.getMessage());
  }

  public int exitCode() {
    return exitCode;
  }
}
