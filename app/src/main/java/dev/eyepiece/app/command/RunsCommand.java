package dev.eyepiece.app.command;

import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RunComparison;
import dev.eyepiece.agent.RunLabels;
import dev.eyepiece.agent.RunQuestions;
import dev.eyepiece.agent.RunSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece runs}: named runs, what they are called, and what differs between two. */
public final class RunsCommand implements Command {
  private static final String ACTIONS = "list, name or compare";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Runs that 'eyepiece run' started, as far as they are held. list; name RUN NEW calls one"
                + " otherwise (what was received stays as it is); compare RUN RUN says which"
                + " operations got slower, which errors and which attribute keys are new.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .paramLabel("list|name|compare")
            .type(String.class)
            .description("What to do.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..2")
            .arity("0..2")
            .paramLabel("RUN")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("A run by its name, or what it is called.")
            .build());
    spec.addOption(Command.option("--api", "URL", "Local API of a running agent."));
    spec.addOption(Command.option("--data", "DIR", "Data folder (the default one)."));
    spec.addOption(
        Command.option("--token-file", "FILE", "Holds the agent's token (or EYEPIECE_TOKEN)."));
    spec.addOption(
        Command.option("--format", "FORMAT", "table, or json (one object, of list one a line)."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    String action = arguments.matchedPositionalValue(0, "");
    List<String> runs = arguments.matchedPositionalValue(1, List.<String>of());
    if (!Set.of("list", "name", "compare").contains(action)) {
      throw CommandException.usage("'" + action + "' is nothing to do; expected " + ACTIONS);
    }
    int wanted = action.equals("list") ? 0 : 2;
    if (runs.size() != wanted) {
      throw CommandException.usage(
          action + " with " + runs.size() + " names; expected " + (wanted == 0 ? "none" : "two"));
    }
    boolean json = isJson(arguments);
    Path folder = folder(arguments, terminal);
    try {
      RunLabels labels = folder == null ? RunLabels.none() : RunLabels.open(folder);
      try (Answers answers = AnswerSource.open(arguments, terminal)) {
        RunQuestions questions = new RunQuestions(answers, labels);
        RunOutput output = new RunOutput(terminal, json);
        switch (action) {
          case "list" -> output.list(questions.list());
          case "name" -> name(questions.find(runs.get(0)), runs.get(1), folder, labels, terminal);
          default -> {
            RunComparison compared =
                questions.compare(questions.find(runs.get(0)), questions.find(runs.get(1)));
            output.compared(compared);
          }
        }
        return ExitCode.DONE;
      }
    } catch (QueryException e) {
      throw e.badInput()
          ? CommandException.usage(e.getMessage())
          : CommandException.cannot(e.getMessage());
    } catch (IOException e) {
      throw CommandException.cannot("names of runs: " + e.getMessage());
    }
  }

  private static void name(
      RunSummary run, String label, @Nullable Path folder, RunLabels labels, Terminal terminal)
      throws CommandException, IOException {
    if (folder == null) {
      throw CommandException.cannot(
          "names of runs are kept in the data folder; expected --data, or neither");
    }
    try {
      labels.put(run.name(), label);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("'" + label + "' names no run: " + e.getMessage());
    }
    terminal.out().println(run.name() + " is called " + labels.of(run.name()));
    terminal.out().flush();
  }

  /** Where the names are; null for an agent that is asked by its address. */
  private static @Nullable Path folder(ParseResult arguments, Terminal terminal)
      throws CommandException {
    return Addressee.of(arguments, terminal) instanceof Addressee.Folder(Path data) ? data : null;
  }

  private static boolean isJson(ParseResult arguments) throws CommandException {
    String format = arguments.matchedOptionValue("--format", "table");
    return switch (format) {
      case "json" -> true;
      case "table" -> false;
      default ->
          throw CommandException.usage(
              "--format: '" + format + "' is no format of runs; expected table or json");
    };
  }
}
