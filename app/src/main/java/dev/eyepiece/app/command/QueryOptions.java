package dev.eyepiece.app.command;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RecordQuery;
import dev.eyepiece.telemetry.Signal;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The options that say whom to ask and for what, shared by {@code query} and {@code export}. */
final class QueryOptions {
  private QueryOptions() {}

  static void addTo(CommandSpec spec, String limit) {
    AnswerSource.addTo(spec);
    spec.addOption(
        Command.option(
            "--signal", "SIGNAL", "traces, logs, metrics (data points) or profiles (samples)."));
    spec.addOption(Command.option("--since", "TIME", "Only what started since: 15m, 2h, 1d."));
    spec.addOption(Command.option("--limit", "N", limit));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel("SEARCH")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("What to look for; several words are one search.")
            .build());
  }

  private static Signal signal(ParseResult arguments) throws CommandException {
    String text = arguments.matchedOptionValue("--signal", "traces").toLowerCase(Locale.ROOT);
    for (Signal signal : Signal.values()) {
      if (signal.name().toLowerCase(Locale.ROOT).equals(text)) {
        return signal;
      }
    }
    throw CommandException.usage(
        "--signal: '" + text + "' is no signal; expected traces, logs, metrics or profiles");
  }

  static RecordQuery query(ParseResult arguments, long defaultLimit, Terminal terminal)
      throws CommandException {
    String text = String.join(" ", arguments.matchedPositionalValue(0, List.<String>of()));
    String since = arguments.matchedOptionValue("--since", (String) null);
    RecordQuery query =
        new RecordQuery(signal(arguments), text, since, limit(arguments, defaultLimit));
    try {
      query.range(terminal.clock().instant());
    } catch (QueryException e) {
      throw CommandException.usage("--" + e.getMessage());
    }
    return query;
  }

  private static long limit(ParseResult arguments, long otherwise) throws CommandException {
    String text = arguments.matchedOptionValue("--limit", Long.toString(otherwise));
    if (!text.matches("[0-9]{1,18}")) {
      throw CommandException.usage(
          "--limit: '" + text + "' is no number of rows; expected 0 (all) or more");
    }
    return Long.parseLong(text);
  }

  /** Says on stderr when a limit has cut the answer. */
  static void sayCut(String command, Answer answer, Terminal terminal) {
    if (answer.cut()) {
      String of = answer.matching() < 0 ? "" : " of " + grouped(answer.matching());
      terminal
          .err()
          .println(
              "eyepiece "
                  + command
                  + ": cut after "
                  + grouped(answer.rows())
                  + of
                  + " rows; --limit 0 gives all");
    }
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A failed question as the end of a command. */
  static CommandException told(QueryException e, RecordQuery query) {
    return told(e, "search", query.search());
  }

  /**
   * The same of a question of another kind.
   *
   * @param kind what the question is called
   */
  static CommandException told(QueryException e, String kind, String question) {
    if (!e.badInput() || e.position() == QueryException.NO_POSITION) {
      return CommandException.of(e);
    }
    return CommandException.usage(
        kind + " '" + question + "' at character " + (e.position() + 1) + ": " + e.getMessage());
  }
}
