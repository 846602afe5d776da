package dev.eyepiece.app.command;

import dev.eyepiece.agent.Version;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reads the arguments, runs the command, and turns what goes wrong into a line and an exit code.
 */
public final class CommandLineProgram {
  private static final String NAME = "eyepiece";

  private final Terminal terminal;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Command window = new WindowCommand();

  public CommandLineProgram(Terminal terminal) {
    this.terminal = terminal;
    commands.put("serve", new ServeCommand());
    commands.put("send", new SendCommand());
    commands.put("query", new QueryCommand());
    commands.put("export", new ExportCommand());
    commands.put("import", new ImportCommand());
    commands.put("bundle", new BundleCommand());
    commands.put("open", new OpenCommand());
    commands.put("profile", new ProfileCommand());
    commands.put("flamegraph", new FlameGraphCommand());
    commands.put("ottl", new OttlCommand());
    commands.put("fleet", new FleetCommand());
    commands.put("rules", new RulesCommand());
    commands.put("run", new RunCommand());
    commands.put("runs", new RunsCommand());
    commands.put("doctor", new DoctorCommand());
    commands.put("warm", new WarmCommand());
  }

  /** Runs to the end and answers with the exit code. */
  public int run(String... arguments) {
    CommandLine line = commandLine();
    String name = NAME;
    try {
      ParseResult result = line.parseArgs(arguments);
      ParseResult last = result.hasSubcommand() ? result.subcommand() : result;
      name = last.commandSpec().qualifiedName();
      if (last.isUsageHelpRequested()) {
        terminal.out().print(last.commandSpec().commandLine().getUsageMessage());
        return ExitCode.DONE;
      }
      if (last.isVersionHelpRequested()) {
        terminal.out().println(version());
        return ExitCode.DONE;
      }
      Command command = result.hasSubcommand() ? commands.get(last.commandSpec().name()) : window;
      return command == null ? ExitCode.USAGE : command.run(last, terminal);
    } catch (ParameterException e) {
      return fail(e.getCommandLine().getCommandSpec().qualifiedName(), usage(e), ExitCode.USAGE);
    } catch (CommandException e) {
      return fail(name, String.valueOf(e.getMessage()), e.exitCode());
    } catch (UncheckedIOException e) {
      return fail(name, String.valueOf(e.getMessage()), ExitCode.FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(name, "interrupted", ExitCode.FAILED);
    }
  }

  private int fail(String name, String message, int exitCode) {
    terminal.err().println(name + ": " + message.replaceAll("\\R\\s*", " "));
    return exitCode;
  }

  private static String usage(ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    String what =
        switch (e) {
          case UnmatchedArgumentException unmatched when unmatched.isUnknownOption() ->
              "unknown option '" + unmatched.getUnmatched().getFirst() + "'";
          case UnmatchedArgumentException unmatched ->
              (e.getCommandLine().getParent() == null ? "unknown command '" : "unknown argument '")
                  + unmatched.getUnmatched().getFirst()
                  + "'";
          case MissingParameterException missing -> String.valueOf(missing.getMessage());
          default -> String.valueOf(e.getMessage());
        };
    return what + "; expected what '" + name + " --help' shows";
  }

  private static String version() {
    return NAME
        + " "
        + Version.text()
        + " (Java "
        + Runtime.version().feature()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ")";
  }

  private CommandLine commandLine() {
    CommandSpec root = window.spec().name(NAME);
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .type(boolean.class)
            .arity("0")
            .description("Print the version.")
            .build());
    help(root);
    commands.forEach((name, command) -> {
      CommandSpec spec = command.spec().name(name);
      help(spec);
      root.addSubcommand(name, spec);
    });
    CommandLine line = new CommandLine(root);
    line.setUsageHelpWidth(100);
    line.setUsageHelpAutoWidth(false);
    return line;
  }

  private static void help(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .arity("0")
            .description("Print this help.")
            .build());
    spec.usageMessage().sortOptions(false).optionListHeading("%nOptions:%n");
    spec.usageMessage().commandListHeading("%nCommands:%n").synopsisHeading("Usage: ");
  }
}
