package dev.eyepiece.app.command;

import dev.eyepiece.agent.RunBook;
import dev.eyepiece.agent.RunningAgent;
import dev.eyepiece.agent.RunningAgents;
import dev.eyepiece.agent.Runs;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece run}: starts a program that sends to a running agent, as a named run. */
public final class RunCommand implements Command {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Starts COMMAND with its exporter set to a running agent, as a named run.",
            "What it sends is found with: eyepiece query '" + Runs.RUN_NAME + ":NAME'");
    spec.parser().stopAtPositional(true);
    spec.addOption(
        Command.option("--name", "NAME", "Name of the run (the program's name and the time)."));
    spec.addOption(Command.option("--api", "URL", "Local API of the agent (the one that runs)."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("1..*")
            .required(true)
            .paramLabel("COMMAND")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("The program and its arguments, after --.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal)
      throws CommandException, InterruptedException {
    List<String> command = arguments.matchedPositionalValue(0, List.of());
    RunningAgent agent = agent(arguments.matchedOptionValue("--api", (String) null), terminal);
    String given = arguments.matchedOptionValue("--name", (String) null);
    String name =
        given != null
            ? given
            : Path.of(command.getFirst()).getFileName()
                + "-"
                + STAMP.format(terminal.clock().instant());
    String line = "eyepiece run: " + name + " sends to " + agent.otlpHttp();
    Map<String, String> variables = Runs.environment(agent, name, command, terminal.environment());
    Noting noting = new Noting(new RunBook(agent.dataFolder()), terminal);
    String shown = String.join(" ", command);
    try {
      int exit =
          Runs.run(
              command,
              variables,
              onTerminal(),
              () -> {
                terminal.err().println(line);
                noting.note(book -> book.began(name, shown, now(terminal)));
              });
      noting.note(book -> book.ended(name, now(terminal), exit));
      return exit;
    } catch (IOException e) {
      throw CommandException.usage("cannot start '" + command.getFirst() + "': " + e.getMessage());
    }
  }

  private static long now(Terminal terminal) {
    Instant now = terminal.clock().instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** Something to be noted of the run. */
  private interface Note {
    void in(RunBook book) throws IOException;
  }

  /** Notes what can be noted: a command is not held up by it. */
  private record Noting(RunBook book, Terminal terminal) {
    void note(Note note) {
      try {
        note.in(book);
      } catch (IOException e) {
        terminal.err().println("eyepiece run: the run is not noted: " + e.getMessage());
      }
    }
  }

  private static boolean onTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private static RunningAgent agent(@Nullable String api, Terminal terminal)
      throws CommandException {
    RunningAgents agents = new RunningAgents(terminal.folders().state());
    try {
      if (api != null) {
        URI uri = ApiAddress.parse(api);
        return agents
            .find(uri)
            .orElseThrow(() -> CommandException.cannot("no agent of this user answers at " + uri));
      }
      Path folder = AgentOptions.read(Map.of(), terminal).config().dataFolder();
      Optional<RunningAgent> agent = agents.findByFolder(folder);
      if (agent.isPresent()) {
        return agent.get();
      }
      List<RunningAgent> running = agents.list();
      if (running.size() == 1) {
        return running.getFirst();
      }
      throw CommandException.cannot(
          running.isEmpty()
              ? "no agent is running; start one with 'eyepiece' or 'eyepiece serve'"
              : running.size()
                  + " agents are running; choose one with --api: "
                  + String.join(
                      ", ", running.stream().map(a -> a.owner().api().toString()).toList()));
    } catch (IOException e) {
      throw CommandException.cannot("running agents cannot be listed: " + e.getMessage());
    }
  }
}
