package dev.eyepiece.app.command;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RecordQuery;
import dev.eyepiece.app.output.Expectation;
import dev.eyepiece.app.output.Output;
import dev.eyepiece.telemetry.Signal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece query}: searches a running agent or a data folder. */
public final class QueryCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Searches a running agent or a data folder; without a search, everything matches.",
            "For instance: eyepiece query 'service:cart status:error duration:>100ms'");
    spec.addOption(Command.option("--api", "URL", "Local API of a running agent."));
    spec.addOption(Command.option("--data", "DIR", "Data folder (the default one)."));
    spec.addOption(
        Command.option(
            "--signal", "SIGNAL", "traces, logs, metrics (data points) or profiles (samples)."));
    spec.addOption(Command.option("--since", "TIME", "Only what started since: 15m, 2h, 1d."));
    spec.addOption(Command.option("--limit", "N", "Rows at most (1000); 0 for all."));
    spec.addOption(Command.flag("--count", "Print only how many match; looks at no limit."));
    spec.addOption(Command.option("--format", "FORMAT", "table, json (one object a line), csv."));
    spec.addOption(
        Command.flag("--sql", "SEARCH is SQL over the tables spans, logs, points, samples."));
    spec.addOption(
        Command.option("--expect", "'count>0'", "Exit with 1 unless it holds (> >= < <= == !=)."));
    spec.addOption(
        Command.option("--token-file", "FILE", "Holds the agent's token (or EYEPIECE_TOKEN)."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel("SEARCH")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("What to look for; several words are one search.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    Question question = question(arguments, terminal);
    try (Answers answers = AnswerSource.open(arguments, terminal)) {
      long count = question.ask(answers, terminal);
      Expectation expected = question.expected;
      if (expected != null && !expected.holds(count)) {
        terminal.err().println("eyepiece query: expected " + expected + ", but count is " + count);
        return ExitCode.FAILED;
      }
      return ExitCode.DONE;
    } catch (QueryException e) {
      throw question.told(e);
    }
  }

  private static Question question(ParseResult arguments, Terminal terminal)
      throws CommandException {
    boolean sql = arguments.hasMatchedOption("--sql");
    String text = String.join(" ", arguments.matchedPositionalValue(0, List.<String>of()));
    String since = arguments.matchedOptionValue("--since", (String) null);
    if (sql && since != null) {
      throw CommandException.usage(
          "--since does not go with --sql; expected a WHERE clause over a time instead");
    }
    if (sql && text.isBlank()) {
      throw CommandException.usage("--sql needs a statement; expected SEARCH to be one");
    }
    RecordQuery query = new RecordQuery(signal(arguments), text, since, limit(arguments));
    try {
      query.range(terminal.clock().instant());
    } catch (QueryException e) {
      throw CommandException.usage("--" + e.getMessage());
    }
    return new Question(
        query, sql, arguments.hasMatchedOption("--count"), format(arguments), expected(arguments));
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

  private static long limit(ParseResult arguments) throws CommandException {
    String text = arguments.matchedOptionValue("--limit", "" + RecordQuery.DEFAULT_LIMIT);
    if (!text.matches("[0-9]{1,18}")) {
      throw CommandException.usage(
          "--limit: '" + text + "' is no number of rows; expected 0 (all) or more");
    }
    return Long.parseLong(text);
  }

  private static Output.Format format(ParseResult arguments) throws CommandException {
    try {
      return Output.Format.of(arguments.matchedOptionValue("--format", "table"));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--format: " + e.getMessage());
    }
  }

  private static @Nullable Expectation expected(ParseResult arguments) throws CommandException {
    String text = arguments.matchedOptionValue("--expect", (String) null);
    try {
      return text == null ? null : Expectation.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--expect: " + e.getMessage());
    }
  }

  private record Question(
      RecordQuery query,
      boolean sql,
      boolean countOnly,
      Output.Format format,
      @Nullable Expectation expected) {

    /** Prints the answer; says how many there are. */
    private long ask(Answers answers, Terminal terminal) throws QueryException {
      Output output = new Output(format, terminal.out(), terminal.clock().getZone());
      if (countOnly) {
        long count = sql ? countRows(answers) : answers.count(query);
        terminal.out().print("{\"count\": " + count + "}\n");
        terminal.out().flush();
        return count;
      }
      Answer answer;
      if (sql) {
        answer = answers.sql(query.search(), query.limit(), output.rows());
      } else {
        answer = answers.records(query, line -> output.record(query.signal(), line));
      }
      output.end(query.signal());
      if (answer.cut()) {
        String of = answer.matching() < 0 ? "" : " of " + grouped(answer.matching());
        terminal
            .err()
            .println(
                "eyepiece query: cut after "
                    + grouped(answer.rows())
                    + of
                    + " rows; --limit 0 gives all");
      }
      // A cut SQL result has no total; asked for one, it is counted.
      return answer.matching() >= 0 || expected == null ? answer.matching() : countRows(answers);
    }

    private long countRows(Answers answers) throws QueryException {
      return answers.sql(query.search(), 0, new Output.Nothing()).rows();
    }

    private static String grouped(long number) {
      return String.format(Locale.ROOT, "%,d", number);
    }

    private CommandException told(QueryException e) {
      if (!e.badInput()) {
        return CommandException.cannot(e.getMessage());
      }
      if (e.position() == QueryException.NO_POSITION) {
        return CommandException.usage(e.getMessage());
      }
      return CommandException.usage(
          "search '"
              + query.search()
              + "' at character "
              + (e.position() + 1)
              + ": "
              + e.getMessage());
    }
  }
}
