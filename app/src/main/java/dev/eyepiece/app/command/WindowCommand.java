package dev.eyepiece.app.command;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece} without a command: the window; where there is no display, {@code serve}. */
public final class WindowCommand implements Command {

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
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal)
      throws CommandException, InterruptedException {
    if (hasDisplay(terminal.environment())) {
      WindowLauncher.run(AgentOptions.read(arguments, terminal).config());
      return ExitCode.DONE;
    }
    terminal
        .err()
        .println(
            "eyepiece: no window, because neither DISPLAY nor WAYLAND_DISPLAY is set; serving"
                + " without one");
    return ServeCommand.serve(AgentOptions.read(arguments, terminal).config(), terminal);
  }

  private static boolean hasDisplay(Map<String, String> environment) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return !system.startsWith("linux")
        || !environment.getOrDefault("DISPLAY", "").isEmpty()
        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
  }
}
