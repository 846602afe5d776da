package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentAccess;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The bearer token that the caller gives. */
final class Tokens {
  private Tokens() {}

  /** From {@code --token-file}, else {@code EYEPIECE_TOKEN}; null when neither is given. */
  static @Nullable String given(ParseResult arguments, Terminal terminal) throws CommandException {
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
