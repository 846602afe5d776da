package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentAccess;
import dev.eyepiece.agent.RunningAgents;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Whom a command is about, by {@code --api} or {@code --data}: an agent that runs, or a folder. */
sealed interface Addressee {
  /** An agent that this user runs, whose token is known. */
  record Own(URI api) implements Addressee {}

  /** An agent whose token was given. */
  record Other(URI api, String token) implements Addressee {}

  /** A data folder, which an agent may own. */
  record Folder(Path data) implements Addressee {}

  /** The options that name it. */
  static void addTo(CommandSpec spec) {
    spec.addOption(Command.option("--api", "URL", "Local API of a running agent."));
    spec.addOption(Command.option("--data", "DIR", "Data folder (the default one)."));
    spec.addOption(
        Command.option("--token-file", "FILE", "Holds the agent's token (or EYEPIECE_TOKEN)."));
  }

  static Addressee of(ParseResult arguments, Terminal terminal) throws CommandException {
    String api = arguments.matchedOptionValue("--api", (String) null);
    String data = arguments.matchedOptionValue("--data", (String) null);
    if (api != null && data != null) {
      throw CommandException.usage("--api and --data name two places; expected one of them");
    }
    if (api != null) {
      URI uri = ApiAddress.parse(api);
      String token = Tokens.given(arguments, terminal);
      return token == null ? new Own(uri) : new Other(uri, token);
    }
    Map<String, String> flags = data == null ? Map.of() : Map.of("--data", data);
    return new Folder(AgentOptions.read(flags, terminal).config().dataFolder());
  }

  /** The way to those that this user runs. */
  static AgentAccess access(Terminal terminal) {
    return new AgentAccess(new RunningAgents(terminal.folders().state()), terminal.clock());
  }
}
