package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentAccess;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.agent.RunningAgents;
import java.net.URI;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** Chooses whose rule sets are meant: the agent that is named, a folder, or the folder's owner. */
final class RuleAccess {
  private RuleAccess() {}

  static RuleSets open(ParseResult arguments, Terminal terminal)
      throws CommandException, QueryException {
    String api = arguments.matchedOptionValue("--api", (String) null);
    String data = arguments.matchedOptionValue("--data", (String) null);
    if (api != null && data != null) {
      throw CommandException.usage("--api and --data name two places; expected one of them");
    }
    AgentAccess access =
        new AgentAccess(new RunningAgents(terminal.folders().state()), terminal.clock());
    if (api != null) {
      URI uri = ApiAddress.parse(api);
      String token = Tokens.given(arguments, terminal);
      return token == null ? access.rules(uri) : access.rules(uri, token);
    }
    Map<String, String> flags = data == null ? Map.of() : Map.of("--data", data);
    return access.rules(AgentOptions.read(flags, terminal).config().dataFolder());
  }
}
