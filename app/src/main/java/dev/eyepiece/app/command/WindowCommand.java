package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.Settings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
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
    if (!hasDisplay(terminal.environment())) {
      noWindow("neither DISPLAY nor WAYLAND_DISPLAY is set", terminal);
      return ServeCommand.serve(settings, terminal);
    }
    String file = arguments.matchedOptionValue(HEARTBEAT, (String) null);
    Path heartbeat = file == null ? null : Path.of(file);
    WindowLauncher launcher = new WindowLauncher();
    launcher.closeOn(terminal.stop());
    launcher.start();
    try (LocalAgent agent = LowPriority.start(() -> started(config, settings))) {
      String trouble = launcher.run(agent, settings, terminal.environment(), heartbeat);
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
