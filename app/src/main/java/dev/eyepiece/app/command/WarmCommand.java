package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.Folders;
import dev.eyepiece.agent.HostPort;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.agent.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code eyepiece warm KIND}: receives, answers and shows the sample telemetry once, in a folder
 * and on ports of its own, so that the JVM that runs it can record what a start loads (JEP 514). It
 * is in no help, because only {@code ./eyepiece} and installers have a use for it.
 */
public final class WarmCommand implements Command {
  private static final String SAMPLE = "/dev/eyepiece/sample/shop-traces.jsonl.gz";
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().hidden(true);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .paramLabel("KIND")
            .type(String.class)
            .description("query, serve or window.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal)
      throws CommandException, InterruptedException {
    String kind = arguments.matchedPositionalValue(0, "");
    if (!List.of("query", "serve", "window").contains(kind)) {
      throw CommandException.usage(
          "'" + kind + "' is no kind of run; expected query, serve or window");
    }
    try {
      Path folder = Files.createTempDirectory("eyepiece-warm");
      try {
        warm(folder, kind.equals("window"), terminal);
      } finally {
        delete(folder);
      }
      return ExitCode.DONE;
    } catch (IOException | SettingsException e) {
      throw CommandException.cannot("the temporary folder: " + e.getMessage());
    }
  }

  private static void warm(Path folder, boolean window, Terminal terminal)
      throws CommandException, InterruptedException, IOException, SettingsException {
    Folders folders =
        new Folders(folder.resolve("data"), folder.resolve("config"), folder.resolve("state"));
    AgentConfig config = AgentConfig.of(folders.data(), folders.state()).withPorts(ANY, ANY, ANY);
    try (LocalAgent agent = ServeCommand.start(config)) {
      command(folders, terminal, "send", "-", "--to", agent.endpoints().otlpHttp().toString());
      String grpc = "grpc://" + agent.endpoints().otlpGrpc().getAuthority();
      command(folders, terminal, "send", "-", "--to", grpc);
      ask(folders, terminal);
      command(
          folders,
          terminal,
          "profile",
          "--duration",
          "200ms",
          "--out",
          folders.state().resolveSibling("warm.svg").toString());
      if (window) {
        Settings settings = Settings.read(folders, Map.of(), Map.of());
        WindowLauncher launcher = new WindowLauncher();
        launcher.start();
        launcher.walk(agent, settings);
      }
    }
    ask(folders, terminal);
    command(folders, terminal, "doctor");
  }

  private static void ask(Folders folders, Terminal terminal) throws IOException {
    command(folders, terminal, "query", "--count");
    command(folders, terminal, "query", "status:error duration:>1ms");
    command(folders, terminal, "query", "--sql", "SELECT count(*) FROM spans");
  }

  /** Runs a command whose output nobody sees. */
  private static void command(Folders folders, Terminal terminal, String... arguments)
      throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (InputStream sample = WarmCommand.class.getResourceAsStream(SAMPLE)) {
      if (sample == null) {
        throw new IOException(SAMPLE + " is missing");
      }
      new CommandLineProgram(
              new Terminal(sample, nowhere, nowhere, Map.of(), folders, terminal.clock(), () -> {}))
          .run(arguments);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
