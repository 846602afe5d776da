package dev.eyepiece.app;

import dev.eyepiece.app.command.CommandLineProgram;
import dev.eyepiece.app.command.Terminal;

/** The program: the command line and the window. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Logging.toStderr();
    StopOnSignal stop = new StopOnSignal();
    Terminal terminal = Terminal.ofProcess(stop);
    int code = new CommandLineProgram(terminal).run(arguments);
    terminal.out().flush();
    terminal.err().flush();
    stop.end(code);
  }
}
