package dev.eyepiece.app.command;

import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.BundleException;
import dev.eyepiece.agent.BundleManifest;
import dev.eyepiece.agent.BundleWriter;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RecordQuery;
import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.WindowViews;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece bundle}: a session in one file, for someone else to open. */
public final class BundleCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Writes what matches, of all signals, into one file, with the rule sets (which are"
                + " switched off where it is opened) and the window's saved views. Without a search,"
                + " everything.",
            "For instance: eyepiece bundle --out slow.eyepiece 'service:cart' --since 1h");
    spec.addOption(
        OptionSpec.builder("--out")
            .type(String.class)
            .arity("1")
            .required(true)
            .paramLabel("FILE")
            .description("Where to, a file that is not there; by custom it ends in .eyepiece.")
            .build());
    Addressee.addTo(spec);
    spec.addOption(Command.option("--since", "TIME", "Only what started since: 15m, 2h, 1d."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel("SEARCH")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("What to look for in each signal; several words are one search.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    Path file = Paths.of("--out", arguments.matchedOptionValue("--out", ""));
    Path folder = file.toAbsolutePath().getParent();
    if (Files.exists(file)) {
      throw CommandException.usage("--out: '" + file + "' is there; expected a new file");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw CommandException.usage("--out: the folder of '" + file + "' is not there");
    }
    String search = String.join(" ", arguments.matchedPositionalValue(0, List.<String>of()));
    String since = arguments.matchedOptionValue("--since", (String) null);
    RecordQuery first = new RecordQuery(Signal.TRACES, search, since, 0);
    List<RuleSetInfo> rules = rules(arguments, terminal);
    try (Answers answers = AnswerSource.open(arguments, terminal)) {
      // One moment for all signals, and a wrong time is said before anything is written.
      String from =
          since == null ? null : moment(first.range(terminal.clock().instant()).fromUnixNano());
      BundleManifest written =
          BundleWriter.write(
              file,
              (signal, lines) -> {
                var _ = answers.requests(new RecordQuery(signal, search, from, 0), lines);
              },
              search,
              rules,
              WindowViews.read(WindowViews.file(terminal.folders().state())),
              terminal.clock().instant());
      terminal
          .err()
          .println(
              "eyepiece bundle: "
                  + written.text()
                  + (rules.isEmpty() ? "" : ", " + rules.size() + " rule sets")
                  + " in "
                  + file);
      return ExitCode.DONE;
    } catch (QueryException e) {
      throw QueryOptions.told(e, first);
    } catch (BundleException e) {
      throw CommandException.cannot(e.getMessage());
    }
  }

  private static String moment(long unixNano) {
    return java.time.Instant.ofEpochSecond(0, unixNano).toString();
  }

  private static List<RuleSetInfo> rules(ParseResult arguments, Terminal terminal)
      throws CommandException {
    try (RuleSets rules = RuleAccess.open(arguments, terminal)) {
      return rules.list().stream().map(RuleSetState::set).toList();
    } catch (QueryException | RuleSetException e) {
      throw CommandException.cannot(e.getMessage());
    }
  }
}
