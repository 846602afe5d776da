package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.AgentException;
import dev.eyepiece.agent.Endpoints;
import dev.eyepiece.agent.FolderOwnedException;
import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.pipeline.ForwardStats;
import dev.eyepiece.store.ClickHouseConfig;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece serve}: the local agent without a window, until the process is told to end. */
public final class ServeCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Receives, holds and answers without a window. Prints where it listens, then the line"
                + " 'ready'; ends cleanly on SIGTERM or Ctrl+C.");
    AgentOptions.addTo(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal)
      throws CommandException, InterruptedException {
    return serve(AgentOptions.read(arguments, terminal), terminal);
  }

  static int serve(Settings settings, Terminal terminal)
      throws CommandException, InterruptedException {
    try (LocalAgent agent = start(settings.config())) {
      measureHost(agent, settings, false);
      return serve(agent, terminal);
    }
  }

  static int serve(LocalAgent agent, Terminal terminal) throws InterruptedException {
    if (!agent.fleetTrouble().isEmpty()) {
      terminal
          .err()
          .println(
              "eyepiece serve: no agent can report over OpAMP: "
                  + agent.fleetTrouble()
                  + "; another port with --opamp HOST:PORT");
    }
    // Whoever reads 'ready' may tell it to end at once.
    terminal.stop().arm();
    print(agent, terminal);
    terminal.stop().await();
    return ExitCode.DONE;
  }

  /** Lets the agent measure its machine, where the settings say so. */
  static void measureHost(LocalAgent agent, Settings settings, boolean window) {
    Duration every = settings.hostMetrics(window);
    if (every != null) {
      agent.measureHost(every);
    }
  }

  static LocalAgent start(AgentConfig config) throws CommandException {
    try {
      return LocalAgent.start(config);
    } catch (FolderOwnedException | AgentException e) {
      throw CommandException.cannot(e.getMessage());
    }
  }

  private static void print(LocalAgent agent, Terminal terminal) {
    Endpoints endpoints = agent.endpoints();
    AgentConfig config = agent.config();
    if (config.access().insecure()) {
      terminal.err().println("eyepiece serve: 'insecure' is on: open ports need no TLS and token");
    }
    terminal.out().println("OTLP/gRPC  " + endpoints.otlpGrpc());
    terminal.out().println("OTLP/HTTP  " + endpoints.otlpHttp());
    terminal.out().println("local API  " + endpoints.api());
    if (endpoints.opamp() != null) {
      terminal.out().println("OpAMP      " + endpoints.opamp());
    }
    for (ForwardStatus status : agent.forwarding().list()) {
      String off = status.info().enabled() ? "" : ", switched off";
      terminal.out().println("forward    " + status.info().title() + off);
      if (status.stats().state() == ForwardStats.State.FAILED) {
        terminal.err().println("eyepiece serve: " + status.trouble());
      }
    }
    terminal.out().println("data       " + config.dataFolder());
    ClickHouseConfig store = config.store();
    if (store != null) {
      boolean reads = store.access() == ClickHouseConfig.Access.READ;
      terminal.out().println("store      " + store.title() + (reads ? ", read" : ", written"));
      if (reads) {
        terminal
            .err()
            .println(
                "eyepiece serve: answers come from that store; what is received here goes to the"
                    + " data folder and is not in them (--store-write writes it to the store)");
      }
    }
    terminal.out().println("ready");
    terminal.out().flush();
  }
}
