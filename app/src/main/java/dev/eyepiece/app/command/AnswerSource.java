package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentAccess;
import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RunningAgents;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Chooses whom to ask: the agent that is named, a folder, or the folder's owner. */
final class AnswerSource {
  private AnswerSource() {}

  static Answers open(ParseResult arguments, Terminal terminal)
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
      String token = token(arguments, terminal);
      return token == null ? access.agent(uri) : access.agent(uri, token);
    }
    Map<String, String> flags = data == null ? Map.of() : Map.of("--data", data);
    AgentConfig config = AgentOptions.read(flags, terminal).config();
    return access.folder(config.dataFolder());
  }

  private static @Nullable String token(ParseResult arguments, Terminal terminal)
      throws CommandException {
    String file = arguments.matchedOptionValue("--token-file", (String) null);
    if (file != null) {
      try {
        return AgentAccess.readToken(Path.of(file));
      } catch (IOException e) {
        throw CommandException.usage("--token-file: cannot read '" + file + "': " + e.getMessage());
      }
    }
    String token = terminal.environment().get("EYEPIECE_TOKEN");
    return token == null || token.isBlank() ? null : token.strip();
  }
}
