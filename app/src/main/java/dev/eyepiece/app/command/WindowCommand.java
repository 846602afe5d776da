package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.ui.Host;
import dev.eyepiece.ui.WindowViews;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece} without a command: the window; where there is no display, {@code serve}. */
public final class WindowCommand implements Command {
  private static final String HEARTBEAT = "--fx-heartbeat";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "A desktop workbench for OpenTelemetry. Without a command it opens the window; point"
                + " an exporter at localhost:4317 (gRPC) or localhost:4318 (HTTP).");
    spec.usageMessage()
        .footer("", "Exit codes: 0 done, 1 a check failed, 2 bad usage or input, 3 not possible.");
    AgentOptions.addTo(spec);
    spec.addOption(
        Command.option(
            HEARTBEAT, "FILE", "Write at the end how long the window did not answer, as JSON."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal)
      throws CommandException, InterruptedException {
    Settings settings = AgentOptions.read(arguments, terminal);
    AgentConfig config = settings.config();
    String file = arguments.matchedOptionValue(HEARTBEAT, (String) null);
    return show(
        settings,
        () -> started(config, settings),
        WindowViews.file(config.stateFolder()),
        file == null ? null : Path.of(file),
        terminal);
  }

  /** Starts an agent. */
  @FunctionalInterface
  interface Starting {
    LocalAgent start() throws CommandException;
  }

  /**
   * Opens the window over an agent that it starts beside it; without a display the agent serves
   * without one.
   *
   * @param remembered the file where the window remembers
   * @param heartbeat where the figures of its heartbeat go, null for nowhere
   */
  static int show(
      Settings settings,
      Starting starting,
      Path remembered,
      @Nullable Path heartbeat,
      Terminal terminal)
      throws CommandException, InterruptedException {
    if (!hasDisplay(terminal.environment())) {
      noWindow("neither DISPLAY nor WAYLAND_DISPLAY is set", terminal);
      try (LocalAgent agent = starting.start()) {
        return ServeCommand.serve(agent, terminal);
      }
    }
    WindowLauncher launcher = new WindowLauncher();
    launcher.closeOn(terminal.stop());
    launcher.start();
    try (LocalAgent agent = LowPriority.start(starting::start)) {
      Host host = Host.of(agent, settings, terminal.environment(), remembered);
      String trouble = launcher.run(host, heartbeat);
      if (trouble.isEmpty()) {
        return ExitCode.DONE;
      }
      noWindow(trouble, terminal);
      return ServeCommand.serve(agent, terminal);
    }
  }

  private static LocalAgent started(AgentConfig config, Settings settings) throws CommandException {
    LocalAgent agent = ServeCommand.start(config);
    ServeCommand.measureHost(agent, settings, true);
    return agent;
  }

  private static void noWindow(String why, Terminal terminal) {
    terminal.err().println("eyepiece: no window, because " + why + "; serving without one");
  }

  private static boolean hasDisplay(Map<String, String> environment) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return !system.startsWith("linux")
        || !environment.getOrDefault("DISPLAY", "").isEmpty()
        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
  }
}
