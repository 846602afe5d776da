package dev.eyepiece.app.command;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.opamp.FleetSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece fleet simulate}: how a server bears many agents that come at once. */
final class FleetStorm {
  /** A process has about so many files, and each agent takes one. */
  private static final int MOST_AGENTS = 18_000;

  private static final int MOST_STORMS = 1_000;
  private static final long HEARTBEAT_SECONDS = 10;
  private static final double NANOS = 1e9;

  private FleetStorm() {}

  /**
   * Runs it.
   *
   * @param hold how long the agents stay connected at the end; null for not at all
   */
  static int run(ParseResult arguments, @Nullable Duration hold, boolean json, Terminal terminal)
      throws CommandException, InterruptedException {
    String to = arguments.matchedOptionValue("--to", (String) null);
    if (to == null || !to.matches("wss?://[^\\s/]+(/\\S*)?")) {
      throw CommandException.usage(
          "--to: "
              + (to == null ? "it is missing" : "'" + to + "' is no address")
              + "; expected one such as ws://localhost:4320/v1/opamp");
    }
    int count = number(arguments, "--agents", "1000", MOST_AGENTS);
    int storms = number(arguments, "--storms", "1", MOST_STORMS);
    try (FleetSimulator agents = new FleetSimulator(URI.create(to), count, 4320)) {
      boolean good = say("connect", agents.connect(), count, json, terminal);
      for (int i = 1; i <= storms; i++) {
        agents.cut();
        good &= say("storm " + i, agents.connect(), count, json, terminal);
      }
      if (hold != null) {
        hold(agents, hold);
      }
      return good ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private static void hold(FleetSimulator agents, Duration hold) throws InterruptedException {
    long left = hold.toMillis();
    while (left > 0) {
      long step = Math.min(left, TimeUnit.SECONDS.toMillis(HEARTBEAT_SECONDS));
      TimeUnit.MILLISECONDS.sleep(step);
      left -= step;
      agents.heartbeat();
    }
  }

  private static int number(ParseResult arguments, String option, String otherwise, int most)
      throws CommandException {
    String text = arguments.matchedOptionValue(option, otherwise);
    if (text.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    }
    throw CommandException.usage(
        option + ": '" + text + "' is no such number; expected 1 to " + most);
  }

  private static boolean say(
      String round, FleetSimulator.Figures figures, int count, boolean json, Terminal terminal) {
    double seconds = figures.took().toNanos() / NANOS;
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("round", round);
      line.put("answered", figures.answered());
      line.put("refused", figures.refused());
      line.put("askedForAll", figures.askedForAll());
      line.put("seconds", seconds);
      terminal.out().print(JsonText.write(line) + "\n");
    } else {
      terminal
          .out()
          .print(
              String.format(
                  Locale.ROOT,
                  "%s: %d answered in %.2f s, %d refused, %d asked for everything%n",
                  round,
                  figures.answered(),
                  seconds,
                  figures.refused(),
                  figures.askedForAll()));
    }
    terminal.out().flush();
    return figures.answered() == count;
  }
}
