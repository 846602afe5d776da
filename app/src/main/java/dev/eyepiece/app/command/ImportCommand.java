package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.HostPort;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.agent.RunningAgent;
import dev.eyepiece.agent.RunningAgents;
import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.app.send.RemoteSender;
import dev.eyepiece.app.send.RequestSink;
import dev.eyepiece.app.send.SendTally;
import dev.eyepiece.app.send.Sender;
import dev.eyepiece.app.transfer.ImportFile;
import dev.eyepiece.otlp.OtlpAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece import}: files into a data folder, by way of its agent when one runs. */
public final class ImportCommand implements Command {
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Takes files into a data folder, through its agent when one runs: OTLP JSON, JSON"
                + " lines or protobuf (plain or gzip), Jaeger and Zipkin JSON, Parquet as export"
                + " writes it, bundles (their rule sets are switched off), and profiles: pprof,"
                + " collapsed stacks, JFR, perf script, speedscope, cpuprofile.");
    spec.addOption(Command.option("--api", "URL", "Local API of a running agent."));
    spec.addOption(Command.option("--data", "DIR", "Data folder (the default one)."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("1..*")
            .required(true)
            .paramLabel("FILE")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("Files to take; each tells its form by its first bytes.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    List<Path> files = new ArrayList<>();
    for (String file : arguments.matchedPositionalValue(0, List.<String>of())) {
      Path path = Paths.of("FILE", file);
      if (!Files.isReadable(path) || Files.isDirectory(path)) {
        throw CommandException.usage("cannot read '" + file + "'; expected a file that is there");
      }
      files.add(path);
    }
    String api = arguments.matchedOptionValue("--api", (String) null);
    String data = arguments.matchedOptionValue("--data", (String) null);
    if (api != null && data != null) {
      throw CommandException.usage("--api and --data name two places; expected one of them");
    }
    Map<String, String> flags = data == null ? Map.of() : Map.of("--data", data);
    AgentConfig config = AgentOptions.read(flags, terminal).config();
    Optional<RunningAgent> running = running(api, config.dataFolder(), terminal);
    if (running.isPresent()) {
      try (RuleSets rules = rules(running.get(), terminal)) {
        return take(files, running.get().otlpHttp(), rules, terminal);
      }
    }
    try (LocalAgent agent = ServeCommand.start(config.withPorts(ANY, ANY, ANY))) {
      return take(files, agent.endpoints().otlpHttp(), agent.rules(), terminal);
    }
  }

  private static Optional<RunningAgent> running(
      @Nullable String api, Path folder, Terminal terminal) throws CommandException {
    RunningAgents agents = new RunningAgents(terminal.folders().state());
    try {
      if (api == null) {
        return agents.findByFolder(folder);
      }
      URI uri = ApiAddress.parse(api);
      Optional<RunningAgent> agent = agents.find(uri);
      if (agent.isEmpty()) {
        throw CommandException.cannot("no agent of this user answers at " + uri);
      }
      return agent;
    } catch (IOException e) {
      throw CommandException.cannot("running agents cannot be listed: " + e.getMessage());
    }
  }

  private static RuleSets rules(RunningAgent agent, Terminal terminal) throws CommandException {
    try {
      return Addressee.access(terminal).rules(agent.owner().api());
    } catch (QueryException e) {
      throw CommandException.cannot(e.getMessage());
    }
  }

  private static int take(List<Path> files, URI otlpHttp, RuleSets rules, Terminal terminal)
      throws CommandException {
    SendTally tally = new SendTally();
    try (Sender sender = new RemoteSender(OtlpAddress.parse(otlpHttp.toString()), null)) {
      for (Path file : files) {
        RequestSink sink = (signal, request, place) -> tally.send(sender, signal, request, place);
        if (BundleIntake.knows(file)) {
          BundleIntake.take(file, sink, rules, "eyepiece import", terminal);
        } else {
          take(file, sink);
        }
      }
    } finally {
      terminal.out().println(tally.text());
      tally.problems().forEach(problem -> terminal.err().println("eyepiece import: " + problem));
    }
    return tally.isClean() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static void take(Path file, RequestSink sink) throws CommandException {
    try {
      ImportFile.read(file, sink);
    } catch (FileFormatException e) {
      throw CommandException.usage(e.getMessage());
    } catch (IOException e) {
      throw CommandException.usage("cannot read '" + file + "': " + e.getMessage());
    }
  }
}
