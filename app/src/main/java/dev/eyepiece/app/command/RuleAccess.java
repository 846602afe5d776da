package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentAccess;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RuleSets;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;

/** Chooses whose rule sets are meant: the agent that is named, a folder, or the folder's owner. */
final class RuleAccess {
  private RuleAccess() {}

  static RuleSets open(ParseResult arguments, Terminal terminal)
      throws CommandException, QueryException {
    AgentAccess access = Addressee.access(terminal);
    return switch (Addressee.of(arguments, terminal)) {
      case Addressee.Own(URI api) -> access.rules(api);
      case Addressee.Other(URI api, String token) -> access.rules(api, token);
      case Addressee.Folder(Path data) -> access.rules(data);
    };
  }
}
