package dev.eyepiece.app.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** One command: what it takes, and what it does. */
public interface Command {

  /** Its options; built without loading what the command needs to run. */
  CommandSpec spec();

  /** Runs it and answers with the exit code. */
  int run(ParseResult arguments, Terminal terminal) throws CommandException, InterruptedException;

  /** An option with a value, which is kept as the text that was given. */
  static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option without a value. */
  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }
}
