package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentAccess;
import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.StorePassword;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Chooses whom to ask: the agent that is named, a folder, or the folder's owner. */
final class AnswerSource {
  private AnswerSource() {}

  /** The options that name it. */
  static void addTo(CommandSpec spec) {
    Addressee.addTo(spec);
    spec.addOption(
        Command.option("--store", "URL", "A ClickHouse, as clickhouse://HOST:8123/DATABASE."));
    spec.addOption(
        Command.option(
            "--store-password-file",
            "FILE",
            "Holds the password of the URL's user (or EYEPIECE_STORE_PASSWORD)."));
  }

  static Answers open(ParseResult arguments, Terminal terminal)
      throws CommandException, QueryException {
    AgentAccess access = Addressee.access(terminal);
    String store = arguments.matchedOptionValue("--store", (String) null);
    if (store != null) {
      return access.store(store(store, arguments, terminal));
    }
    return switch (Addressee.of(arguments, terminal)) {
      case Addressee.Own(URI api) -> access.agent(api);
      case Addressee.Other(URI api, String token) -> access.agent(api, token);
      case Addressee.Folder(Path data) -> access.folder(data);
    };
  }

  private static ClickHouseConfig store(String url, ParseResult arguments, Terminal terminal)
      throws CommandException {
    if (arguments.hasMatchedOption("--api") || arguments.hasMatchedOption("--data")) {
      throw CommandException.usage(
          "--store goes with neither --api nor --data; expected one place to ask");
    }
    String file = arguments.matchedOptionValue("--store-password-file", (String) null);
    try {
      return StorePassword.of(
          url,
          file == null ? null : Paths.of("--store-password-file", file),
          terminal.environment());
    } catch (StoreException | IOException e) {
      throw CommandException.usage("--store: " + e.getMessage());
    }
  }
}
