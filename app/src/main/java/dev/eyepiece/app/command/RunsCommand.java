package dev.eyepiece.app.command;

import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RunBook;
import dev.eyepiece.agent.RunComparison;
import dev.eyepiece.agent.RunQuestions;
import dev.eyepiece.agent.RunSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece runs}: named runs, what they are called, and what differs between two. */
public final class RunsCommand implements Command {
  private static final Actions ACTIONS = Actions.of("list", "name", "pin", "unpin", "compare");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Runs that 'eyepiece run' started or that were marked in the window, as far as they are"
                + " held. list; name RUN NEW calls one"
                + " otherwise (what was received stays as it is); pin RUN keeps what came while it"
                + " ran when the oldest goes for room, unpin RUN does not; compare RUN RUN says which"
                + " operations got slower, which errors and which attribute keys are new.");
    spec.addPositional(ACTIONS.parameter());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..2")
            .arity("0..2")
            .paramLabel("RUN")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("A run by its name, or what it is called.")
            .build());
    AnswerSource.addTo(spec);
    spec.addOption(
        Command.option("--format", "FORMAT", "table, or json (one object, of list one a line)."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    String action = ACTIONS.read(arguments);
    List<String> runs = arguments.matchedPositionalValue(1, List.<String>of());
    int wanted =
        switch (action) {
          case "list" -> 0;
          case "pin", "unpin" -> 1;
          default -> 2;
        };
    if (runs.size() != wanted) {
      throw CommandException.usage(
          action
              + " with "
              + runs.size()
              + " names; expected "
              + List.of("none", "one", "two").get(wanted));
    }
    boolean json = TableOrJson.isJson(arguments, "runs");
    Path folder = folder(arguments, terminal);
    try {
      RunBook book = folder == null ? null : new RunBook(folder);
      boolean elsewhere = arguments.hasMatchedOption("--store");
      try (Answers answers = AnswerSource.open(arguments, terminal)) {
        RunQuestions questions = new RunQuestions(answers, book, terminal.clock());
        RunOutput output = new RunOutput(terminal, json);
        switch (action) {
          case "list" -> output.list(questions.list());
          case "pin", "unpin" ->
              keep(
                  questions.find(runs.getFirst()),
                  action.equals("pin"),
                  elsewhere ? null : book,
                  terminal);
          case "name" -> name(questions.find(runs.get(0)), runs.get(1), book, terminal);
          default -> {
            RunComparison compared =
                questions.compare(questions.find(runs.get(0)), questions.find(runs.get(1)));
            output.compared(compared);
          }
        }
        return ExitCode.DONE;
      }
    } catch (QueryException e) {
      throw CommandException.of(e);
    } catch (IOException e) {
      throw CommandException.cannot("names of runs: " + e.getMessage());
    }
  }

  private static void keep(RunSummary run, boolean pin, @Nullable RunBook book, Terminal terminal)
      throws CommandException, IOException {
    if (book == null) {
      throw CommandException.cannot(
          "what is kept is said in the data folder; expected --data, or neither");
    }
    if (pin) {
      try {
        book.pin(run);
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(run.name() + " cannot be kept: " + e.getMessage());
      }
      terminal.out().println(run.name() + " is kept when the oldest goes for room");
    } else {
      terminal
          .out()
          .println(
              run.name()
                  + (book.unpin(run)
                      ? " goes when it is the oldest and there is no room"
                      : " was not kept"));
    }
    terminal.out().flush();
  }

  private static void name(RunSummary run, String label, @Nullable RunBook book, Terminal terminal)
      throws CommandException, IOException {
    if (book == null) {
      throw CommandException.cannot(
          "names of runs are kept in the data folder; expected --data, or neither");
    }
    try {
      book.call(run.name(), label);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("'" + label + "' names no run: " + e.getMessage());
    }
    terminal.out().println(run.name() + " is called " + label.strip());
    terminal.out().flush();
  }

  /** Where the names are; null for an agent that is asked by its address. */
  private static @Nullable Path folder(ParseResult arguments, Terminal terminal)
      throws CommandException {
    return Addressee.of(arguments, terminal) instanceof Addressee.Folder(Path data) ? data : null;
  }
}
