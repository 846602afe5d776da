package dev.eyepiece.app.command;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.PromQlQuery;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RecordQuery;
import dev.eyepiece.app.output.Expectation;
import dev.eyepiece.app.output.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
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
    QueryOptions.addTo(spec, "Rows at most (1000); 0 for all.");
    spec.addOption(Command.flag("--count", "Print only how many match; looks at no limit."));
    spec.addOption(Command.option("--format", "FORMAT", "table, json (one object a line), csv."));
    spec.addOption(
        Command.flag("--sql", "SEARCH is SQL over the tables spans, logs, points, samples."));
    spec.addOption(
        Command.option("--promql", "EXPR", "Ask the metrics with PromQL; a row is a value."));
    spec.addOption(
        Command.option(
            "--start", "TIME", "First step of --promql: -1h, 2026-11-30T10:00Z (one answer)."));
    spec.addOption(Command.option("--end", "TIME", "Last step of --promql (now)."));
    spec.addOption(
        Command.option("--step", "TIME", "Between two steps of --promql: 15s (about 250 steps)."));
    spec.addOption(
        Command.option("--expect", "'count>0'", "Exit with 1 unless it holds (> >= < <= == !=)."));
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
      PromQlQuery promQl = question.promQl;
      throw QueryOptions.told(
          e,
          promQl == null ? "search" : "expression",
          promQl == null ? question.query.search() : promQl.expression());
    }
  }

  private static Question question(ParseResult arguments, Terminal terminal)
      throws CommandException {
    boolean sql = arguments.hasMatchedOption("--sql");
    if (sql && arguments.hasMatchedOption("--since")) {
      throw CommandException.usage(
          "--since does not go with --sql; expected a WHERE clause over a time instead");
    }
    RecordQuery query = QueryOptions.query(arguments, RecordQuery.DEFAULT_LIMIT, terminal);
    PromQlQuery promQl = promQl(arguments, query);
    if (sql && query.search().isBlank()) {
      throw CommandException.usage("--sql needs a statement; expected SEARCH to be one");
    }
    return new Question(
        query,
        promQl,
        sql,
        arguments.hasMatchedOption("--count"),
        format(arguments),
        expected(arguments));
  }

  private static @Nullable PromQlQuery promQl(ParseResult arguments, RecordQuery query)
      throws CommandException {
    String expression = arguments.matchedOptionValue("--promql", (String) null);
    if (expression == null) {
      for (String option : List.of("--start", "--end", "--step")) {
        if (arguments.hasMatchedOption(option)) {
          throw CommandException.usage(option + " goes with --promql; expected --promql EXPR");
        }
      }
      return null;
    }
    for (String option : List.of("--sql", "--since", "--signal")) {
      if (arguments.hasMatchedOption(option)) {
        throw CommandException.usage(
            option + " does not go with --promql; expected --start, --end or --step");
      }
    }
    if (!query.search().isBlank()) {
      throw CommandException.usage(
          "a search does not go with --promql; expected the expression in quotes alone");
    }
    return new PromQlQuery(
        expression,
        arguments.matchedOptionValue("--start", (String) null),
        arguments.matchedOptionValue("--end", (String) null),
        arguments.matchedOptionValue("--step", (String) null),
        query.limit());
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
      @Nullable PromQlQuery promQl,
      boolean sql,
      boolean countOnly,
      Output.Format format,
      @Nullable Expectation expected) {

    /** Prints the answer; says how many there are. */
    private long ask(Answers answers, Terminal terminal) throws QueryException {
      Output output = new Output(format, terminal.out(), terminal.clock().getZone());
      if (countOnly) {
        long count = sql || promQl != null ? countRows(answers) : answers.count(query);
        terminal.out().print("{\"count\": " + count + "}\n");
        terminal.out().flush();
        return count;
      }
      Answer answer;
      if (promQl != null) {
        answer = answers.promQl(promQl, output.values());
      } else if (sql) {
        answer = answers.sql(query.search(), query.limit(), output.rows());
      } else {
        answer = answers.records(query, line -> output.record(query.signal(), line));
      }
      output.end(query.signal());
      QueryOptions.sayCut("query", answer, terminal);
      // A cut SQL result has no total; asked for one, it is counted.
      return answer.matching() >= 0 || expected == null ? answer.matching() : countRows(answers);
    }

    private long countRows(Answers answers) throws QueryException {
      if (promQl != null) {
        return answers.promQl(promQl, new Output.Nothing()).matching();
      }
      return answers.sql(query.search(), 0, new Output.Nothing()).rows();
    }
  }
}
