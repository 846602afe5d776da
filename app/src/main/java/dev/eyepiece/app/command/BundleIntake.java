package dev.eyepiece.app.command;

import dev.eyepiece.agent.BundleException;
import dev.eyepiece.agent.BundleReader;
import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.agent.SessionBundles;
import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.app.send.RequestSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Takes a bundle into an agent: its telemetry, and its rule sets, switched off. */
final class BundleIntake {
  private BundleIntake() {}

  /** Whether a file begins as a bundle does. */
  static boolean knows(Path file) throws CommandException {
    try {
      return BundleReader.knows(file);
    } catch (IOException e) {
      throw CommandException.usage("cannot read '" + file + "': " + e.getMessage());
    }
  }

  /** Gives the requests to a sink, then adds the rules; what became of them is said. */
  static void take(Path file, RequestSink sink, RuleSets rules, String command, Terminal terminal)
      throws CommandException {
    try (BundleReader bundle = BundleReader.open(file)) {
      List<RuleSetInfo> sets = bundle.rules();
      bundle.telemetry((signal, request, place) -> {
        try {
          sink.take(signal, request, place);
        } catch (FileFormatException e) {
          throw new BundleException(String.valueOf(e.getMessage()), e);
        }
      });
      List<String> added = SessionBundles.addRules(rules, sets);
      if (!added.isEmpty()) {
        terminal.err().println(command + ": rule sets, switched off: " + String.join(", ", added));
      }
    } catch (BundleException e) {
      throw CommandException.usage(e.getMessage());
    } catch (RuleSetException e) {
      throw CommandException.cannot("the rules of " + file + " are not taken: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.cannot("interrupted");
    }
  }
}
