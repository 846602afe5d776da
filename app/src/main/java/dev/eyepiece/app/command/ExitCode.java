package dev.eyepiece.app.command;

/** The exit codes of the command line. */
public final class ExitCode {
  public static final int DONE = 0;

  /** The check failed, or not everything was taken. */
  public static final int FAILED = 1;

  /** Bad usage or input. */
  public static final int USAGE = 2;

  /** It cannot be done here, or not by this version. */
  public static final int CANNOT = 3;

  private ExitCode() {}
}
