package dev.eyepiece.app.command;

import dev.eyepiece.app.ottl.CaseFile;
import dev.eyepiece.app.ottl.RuleRun;
import dev.eyepiece.app.ottl.RuleTests;
import dev.eyepiece.app.ottl.RuleWhys;
import dev.eyepiece.app.output.Printable;
import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.ottl.Diagnostic;
import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.OttlOptions;
import dev.eyepiece.ottl.OttlRunException;
import dev.eyepiece.ottl.OttlVersion;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ottl.RuleSource;
import dev.eyepiece.ottl.RuleSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece ottl}: checks rules of the transform and filter processors, and runs them. */
public final class OttlCommand implements Command {
  private static final Actions ACTIONS = Actions.of("check", "run", "test", "explain", "format");

  private static final long MAX_RULES_BYTES = 16 << 20;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "check RULES says what is wrong with rules, and exits with 1 if anything is."
                + " run applies --rules to the telemetry of --in and writes --out, or runs"
                + " --cases. test runs the tests in the folders of DIR (in.json, out.json, rules.yaml)."
                + " explain tells of each record in --in what each statement of --rules does and"
                + " why. format prints RULES with its statements in one canonical form, --write"
                + " changes the file. RULES is a collector's YAML or a list of statements.");
    spec.addPositional(ACTIONS.parameter());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("0..1")
            .paramLabel("RULES|DIR")
            .type(String.class)
            .description("The rules to check or format, or the folder of tests.")
            .build());
    spec.addOption(Command.option("--rules", "RULES", "The rules to run."));
    spec.addOption(Command.option("--in", "DATA", "OTLP JSON, JSON-lines or protobuf."));
    spec.addOption(
        Command.option(
            "--out", "OUT", "Where to: .pb, .otlp and .bin are protobuf, all else JSON-lines."));
    spec.addOption(
        Command.option(
            "--explain", "FILE", "Writes what each statement did on each record, and why."));
    spec.addOption(
        Command.option(
            "--ottl-version",
            "VERSION",
            "Whose behavior to follow: " + OttlVersion.all() + " (default)."));
    spec.addOption(Command.option("--gates", "NAMES", "Feature gates that are on, by commas."));
    spec.addOption(
        Command.flag("--write", "format changes the file instead of printing what it would be."));
    spec.addOption(Command.option("--cases", "CASES", "Cases to run, a JSON object a line."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    return switch (ACTIONS.read(arguments)) {
      case "check" -> check(arguments, terminal);
      case "run" ->
          arguments.hasMatchedOption("--cases")
              ? cases(arguments, terminal)
              : rules(arguments, terminal);
      case "test" -> test(arguments, terminal);
      case "explain" -> explain(arguments, terminal);
      default -> format(arguments, terminal);
    };
  }

  private static int check(ParseResult arguments, Terminal terminal) throws CommandException {
    String file = arguments.matchedPositionalValue(1, "");
    if (file.isEmpty()) {
      throw CommandException.usage("check: expected a file of rules");
    }
    List<Diagnostic> problems = compile(file, options(arguments, false)).diagnostics();
    problems.forEach(problem -> terminal.out().println(file + ": " + problem));
    if (problems.isEmpty()) {
      terminal.out().println(file + ": no problem found");
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static int test(ParseResult arguments, Terminal terminal) throws CommandException {
    String text = arguments.matchedPositionalValue(1, "");
    Path root = Paths.of("test", text);
    if (text.isEmpty() || !Files.isDirectory(root)) {
      throw CommandException.usage("test: '" + text + "' is no folder; expected one with tests");
    }
    List<RuleTests.Result> results;
    try {
      results = new RuleTests(root, options(arguments, false)).run();
    } catch (IOException | UncheckedIOException e) {
      throw CommandException.usage("cannot read the tests in '" + text + "': " + e.getMessage());
    }
    if (results.isEmpty()) {
      throw CommandException.usage(
          "test: there is no test in '" + text + "'; expected folders with in.json and out.json");
    }
    long failed = 0;
    for (RuleTests.Result result : results) {
      boolean passed = result.failure().isEmpty();
      failed += passed ? 0 : 1;
      String line =
          (passed ? "ok      " : "FAILED  ")
              + result.name()
              + (passed ? "" : ": " + result.failure());
      terminal.out().println(Printable.line(line));
    }
    terminal.out().println(results.size() + " tests, " + failed + " failed");
    return failed == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static int explain(ParseResult arguments, Terminal terminal) throws CommandException {
    String file = needed(arguments, "--rules");
    String data = needed(arguments, "--in");
    Ottl.Compilation compiled = compile(file, options(arguments, true));
    RuleSet rules = compiled.rules();
    if (rules == null) {
      throw CommandException.usage(file + ": " + compiled.diagnostics().getFirst());
    }
    RuleWhys whys = new RuleWhys(rules, terminal.out());
    try (InputStream in = Files.newInputStream(readable("--in", data))) {
      whys.explain(in, data);
    } catch (FileFormatException e) {
      throw CommandException.usage("" + e.getMessage());
    } catch (IOException e) {
      throw CommandException.usage("cannot read '" + data + "': " + e);
    }
    if (whys.cut() > 0) {
      terminal.err().println("eyepiece ottl: " + whys.cut() + " steps are left out");
    }
    return ExitCode.DONE;
  }

  private static int format(ParseResult arguments, Terminal terminal) throws CommandException {
    String file = arguments.matchedPositionalValue(1, "");
    if (file.isEmpty()) {
      throw CommandException.usage("format: expected a file of rules");
    }
    String before = text(file);
    String after;
    try {
      after = Ottl.formatFile(before);
    } catch (RuleSyntaxException e) {
      throw CommandException.usage(file + ": " + e.getMessage());
    }
    if (!arguments.hasMatchedOption("--write")) {
      terminal.out().print(after);
      terminal.out().flush();
      return ExitCode.DONE;
    }
    boolean same = after.equals(before);
    try {
      if (!same) {
        Files.writeString(Paths.of("format", file), after);
      }
    } catch (IOException e) {
      throw CommandException.usage("cannot write '" + file + "': " + e);
    }
    terminal.out().println(file + ": " + (same ? "nothing to change" : "changed"));
    return ExitCode.DONE;
  }

  private static int cases(ParseResult arguments, Terminal terminal) throws CommandException {
    String cases = needed(arguments, "--cases");
    String out = needed(arguments, "--out");
    Path in = readable("--cases", cases);
    try {
      long count = CaseFile.run(in, Paths.of("--out", out));
      terminal.out().println(count + " cases -> " + out);
      return ExitCode.DONE;
    } catch (CharacterCodingException e) {
      throw CommandException.usage("--cases: '" + cases + "' is not UTF-8");
    } catch (IOException e) {
      throw CommandException.usage("cannot run '" + cases + "' to '" + out + "': " + e);
    }
  }

  private static int rules(ParseResult arguments, Terminal terminal) throws CommandException {
    String file = needed(arguments, "--rules");
    String data = needed(arguments, "--in");
    String out = needed(arguments, "--out");
    String explain = arguments.matchedOptionValue("--explain", null);
    Ottl.Compilation compiled = compile(file, options(arguments, explain != null));
    RuleSet rules = compiled.rules();
    if (rules == null) {
      throw CommandException.usage(file + ": " + compiled.diagnostics().getFirst());
    }
    RuleRun run = new RuleRun(rules, explain != null);
    try (InputStream in = Files.newInputStream(readable("--in", data))) {
      run.run(in, data, Paths.of("--out", out));
    } catch (FileFormatException e) {
      throw CommandException.usage("" + e.getMessage());
    } catch (IOException e) {
      throw CommandException.usage("cannot read '" + data + "' or write '" + out + "': " + e);
    } catch (OttlRunException e) {
      terminal.err().println("eyepiece ottl: " + e.getMessage());
      write(explain, run);
      return ExitCode.FAILED;
    }
    write(explain, run);
    run.summary().forEach(terminal.out()::println);
    return ExitCode.DONE;
  }

  private static void write(@Nullable String explain, RuleRun run) throws CommandException {
    if (explain == null) {
      return;
    }
    try {
      Files.writeString(Paths.of("--explain", explain), run.explained());
    } catch (IOException e) {
      throw CommandException.usage("--explain: cannot write '" + explain + "': " + e);
    }
  }

  private static Ottl.Compilation compile(String file, OttlOptions options)
      throws CommandException {
    try {
      return new Ottl().compile(RuleSource.read(text(file)), options);
    } catch (RuleSyntaxException e) {
      throw CommandException.usage(file + ": " + e.getMessage());
    }
  }

  private static String text(String file) throws CommandException {
    Path path = readable("rules", file);
    try {
      if (Files.size(path) > MAX_RULES_BYTES) {
        throw CommandException.usage("'" + file + "' is larger than 16 MiB; expected rules");
      }
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw CommandException.usage("'" + file + "' is not UTF-8; expected rules");
    } catch (IOException e) {
      throw CommandException.usage("cannot read '" + file + "': " + e);
    }
  }

  private static OttlOptions options(ParseResult arguments, boolean explained)
      throws CommandException {
    OttlVersion version;
    try {
      version =
          OttlVersion.of(
              "" + arguments.matchedOptionValue("--ottl-version", OttlVersion.NEWEST.text()));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--ottl-version: " + e.getMessage());
    }
    String gates = arguments.matchedOptionValue("--gates", "");
    List<String> names =
        gates == null || gates.isEmpty() ? List.of() : List.of(gates.split(",", -1));
    return new OttlOptions(names, explained, version);
  }

  private static String needed(ParseResult arguments, String option) throws CommandException {
    String value = arguments.matchedOptionValue(option, null);
    if (value == null) {
      throw CommandException.usage(
          option
              + " is missing; run expects --rules, --in and --out, or --cases and --out, explain"
              + " --rules and --in");
    }
    return value;
  }

  private static Path readable(String what, String file) throws CommandException {
    Path path = Paths.of(what, file);
    if (Files.isDirectory(path) || !Files.isReadable(path)) {
      throw CommandException.usage("cannot read '" + file + "'; expected a file that is there");
    }
    return path;
  }
}
