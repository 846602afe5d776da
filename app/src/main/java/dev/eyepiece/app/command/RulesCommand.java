package dev.eyepiece.app.command;

import dev.eyepiece.agent.ChangeException;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.app.output.Printable;
import dev.eyepiece.pipeline.RoadRule;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece rules}: the rule sets that change what comes. */
public final class RulesCommand implements Command {
  private static final Actions ACTIONS =
      Actions.of("list", "show", "add", "enable", "disable", "remove");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Rule sets on the road: list; show ID; add FILE (a collector's YAML or a list of"
                + " statements, - is standard input); enable ID; disable ID; remove ID. Of a"
                + " running agent they are in force at once, of a folder from its next start on.");
    spec.addPositional(ACTIONS.parameter());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("0..1")
            .paramLabel("ID|FILE")
            .type(String.class)
            .description("The rule set, or the file to add.")
            .build());
    Addressee.addTo(spec);
    spec.addOption(Command.option("--format", "FORMAT", "table, json (one object a line)."));
    spec.addOption(Command.option("--id", "ID", "Of what is added (the file's name)."));
    spec.addOption(Command.option("--name", "NAME", "Of what is added, for people."));
    spec.addOption(
        Command.option("--priority", "N", "Of what is added (100); the lower runs first."));
    spec.addOption(
        Command.option("--signals", "SIGNALS", "What it is for, by commas (all it names)."));
    spec.addOption(
        Command.option("--error-mode", "MODE", "ignore, silent or propagate, where it has none."));
    spec.addOption(Command.flag("--enable", "Switches on what is added."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    String action = ACTIONS.read(arguments);
    String what = arguments.matchedPositionalValue(1, "");
    boolean json = TableOrJson.isJson(arguments, "rules");
    if (action.equals("list") != what.isEmpty()) {
      throw CommandException.usage(
          action.equals("list")
              ? "list: '" + what + "' is too much; expected nothing after it"
              : action + ": expected " + (action.equals("add") ? "a file" : "an ID") + " after it");
    }
    // What is wrong with the file is told before anybody is asked.
    Added added = action.equals("add") ? Added.read(what, arguments, terminal) : null;
    try (RuleSets rules = RuleAccess.open(arguments, terminal)) {
      RuleOutput output = new RuleOutput(terminal.out(), json);
      if (added != null) {
        return add(added, rules, output, terminal);
      }
      switch (action) {
        case "list" -> {
          output.list(rules.list());
          for (String problem : rules.problems()) {
            terminal.err().println("eyepiece rules: " + Printable.line(problem));
          }
        }
        case "show" -> output.show(rules.get(what));
        case "enable" -> output.changed(rules.enable(what, true));
        case "disable" -> output.changed(rules.enable(what, false));
        default -> {
          rules.remove(what);
          output.removed(what);
        }
      }
      return ExitCode.DONE;
    } catch (QueryException e) {
      throw CommandException.of(e);
    } catch (RuleSetException e) {
      throw told(e);
    }
  }

  private static CommandException told(RuleSetException e) {
    String message = Printable.line(String.valueOf(e.getMessage()));
    return e.kind() == ChangeException.Kind.FAILED
        ? CommandException.cannot(message)
        : CommandException.usage(message);
  }

  /** Rules that do not check are named with their places, as by {@code ottl check}. */
  private static int add(Added added, RuleSets rules, RuleOutput output, Terminal terminal)
      throws RuleSetException {
    try {
      output.changed(rules.change(added.id, added::over));
      return ExitCode.DONE;
    } catch (RuleSetException e) {
      if (e.problems().isEmpty()) {
        throw e;
      }
      for (String problem : e.problems()) {
        terminal.out().println(Printable.line(added.file + ": " + problem));
      }
      terminal.out().flush();
      return ExitCode.FAILED;
    }
  }

  /** What is to be added; null for what was not given. */
  private record Added(
      String file,
      String id,
      String text,
      @Nullable String name,
      @Nullable Integer priority,
      @Nullable Set<Signal> signals,
      RoadRule.@Nullable ErrorMode mode,
      boolean enable) {

    static Added read(String file, ParseResult arguments, Terminal terminal)
        throws CommandException {
      String name = file.equals("-") ? "" : Paths.of("add", file).getFileName().toString();
      String plain = name.replaceFirst("\\.[A-Za-z]+$", "").toLowerCase(Locale.ROOT);
      String id = arguments.matchedOptionValue("--id", plain);
      if (!RoadRule.isId(id)) {
        throw CommandException.usage(
            "--id: '"
                + id
                + "' is no id; expected 1 to 64 lower-case letters, digits and . _ -, the first a"
                + " letter or a digit");
      }
      return new Added(
          file,
          id,
          text(file, terminal),
          arguments.matchedOptionValue("--name", (String) null),
          priority(arguments.matchedOptionValue("--priority", (String) null)),
          signals(arguments.matchedOptionValue("--signals", (String) null)),
          mode(arguments.matchedOptionValue("--error-mode", (String) null)),
          arguments.hasMatchedOption("--enable"));
    }

    private static String text(String file, Terminal terminal) throws CommandException {
      Path path = Paths.of("add", file);
      if (!file.equals("-") && (Files.isDirectory(path) || !Files.isReadable(path))) {
        throw CommandException.usage("cannot read '" + file + "'; expected a file of rules");
      }
      try (InputStream in = file.equals("-") ? terminal.in() : Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(4 * RoadRule.MAX_TEXT + 1);
        if (bytes.length > 4 * RoadRule.MAX_TEXT) {
          throw CommandException.usage("'" + file + "' is larger than 4 MiB; expected rules");
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        throw CommandException.usage("'" + file + "' is not UTF-8; expected rules");
      } catch (IOException e) {
        throw CommandException.usage("cannot read '" + file + "': " + e);
      }
    }

    private static @Nullable Integer priority(@Nullable String text) throws CommandException {
      if (text == null) {
        return null;
      }
      if (!text.matches("\\d{1,7}") || Integer.parseInt(text) > RuleSetInfo.MAX_PRIORITY) {
        throw CommandException.usage(
            "--priority: '" + text + "'; expected a number from 0 to " + RuleSetInfo.MAX_PRIORITY);
      }
      return Integer.valueOf(text);
    }

    private static @Nullable Set<Signal> signals(@Nullable String text) throws CommandException {
      if (text == null) {
        return null;
      }
      Set<Signal> signals = EnumSet.noneOf(Signal.class);
      try {
        for (String name : text.split(",", -1)) {
          signals.add(RuleSetInfo.signal(name.strip()));
        }
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("--signals: " + e.getMessage());
      }
      return signals;
    }

    private static RoadRule.@Nullable ErrorMode mode(@Nullable String text)
        throws CommandException {
      try {
        return text == null ? null : RuleSetInfo.errorMode(text);
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("--error-mode: " + e.getMessage());
      }
    }

    RuleSetInfo over(RuleSetInfo now) {
      RuleSetInfo set = now.withText(text).withEnabled(now.enabled() || enable);
      set = name == null ? set : set.withName(name);
      set = priority == null ? set : set.withPriority(priority);
      set = signals == null ? set : set.withSignals(signals);
      return mode == null ? set : set.withErrorMode(mode);
    }
  }
}
