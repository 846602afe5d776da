package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.Workbench;

/**
 * Opens the window over an agent of this process; apart, so that other commands never load JavaFX.
 */
final class WindowLauncher {
  private WindowLauncher() {}

  static void run(AgentConfig config) throws CommandException, InterruptedException {
    try (LocalAgent agent = ServeCommand.start(config)) {
      Workbench.run(
          agent.telemetry(),
          new Receiving(
              agent.endpoints().otlpGrpc().toString(),
              agent.endpoints().otlpHttp().toString(),
              agent.endpoints().api().toString(),
              config.dataFolder().toString()));
    }
  }
}
