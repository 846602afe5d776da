package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentAccess;
import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.QueryException;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;

/** Chooses whom to ask: the agent that is named, a folder, or the folder's owner. */
final class AnswerSource {
  private AnswerSource() {}

  static Answers open(ParseResult arguments, Terminal terminal)
      throws CommandException, QueryException {
    AgentAccess access = Addressee.access(terminal);
    return switch (Addressee.of(arguments, terminal)) {
      case Addressee.Own(URI api) -> access.agent(api);
      case Addressee.Other(URI api, String token) -> access.agent(api, token);
      case Addressee.Folder(Path data) -> access.folder(data);
    };
  }
}
