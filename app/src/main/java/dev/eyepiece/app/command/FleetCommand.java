package dev.eyepiece.app.command;

import dev.eyepiece.agent.AgentAccess;
import dev.eyepiece.agent.ApiClient;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.app.fleet.FleetTable;
import dev.eyepiece.app.fleet.PushWait;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece fleet}: agents that report over OpAMP, seen and given configs. */
public final class FleetCommand implements Command {
  private static final long MAX_CONFIG_BYTES = 4 << 20;
  private static final Actions ACTIONS =
      Actions.of("list", "show", "push", "rollback", "restart", "forget", "simulate");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "list shows the agents that report over OpAMP, show UID all about one. push gives one"
                + " the config of a file; told to wait, it exits with 0 when the agent applied it,"
                + " else with 1 and the agent's own words. rollback gives it the config that it"
                + " applied before. restart and forget do so to one. simulate lets made-up agents"
                + " connect to a server, cuts them off, and lets them come back at once.");
    spec.addPositional(ACTIONS.parameter());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("0..1")
            .paramLabel("UID")
            .type(String.class)
            .description("The agent, as list shows it; the first digits do when one has them.")
            .build());
    spec.addOption(Command.option("--agent", "UID", "The agent, as list shows it."));
    spec.addOption(Command.option("--file", "CONFIG", "The config to push."));
    spec.addOption(
        Command.option("--name", "NAME", "The config's name within the agent's (none)."));
    spec.addOption(
        Command.option("--wait", "TIME", "How long to wait for the agent's word: 10s, 2m."));
    spec.addOption(Command.option("--format", "FORMAT", "table, or json (one object a line)."));
    spec.addOption(
        Command.option(
            "--to", "URL", "simulate: the server, such as ws://localhost:4320/v1/opamp."));
    spec.addOption(Command.option("--agents", "N", "simulate: how many agents (1000)."));
    spec.addOption(
        Command.option("--storms", "N", "simulate: how often all are cut off and come back (1)."));
    Addressee.addTo(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal)
      throws CommandException, InterruptedException {
    String action = ACTIONS.read(arguments);
    boolean json = TableOrJson.isJson(arguments, "the fleet");
    if (action.equals("simulate")) {
      return FleetStorm.run(arguments, wait(arguments), json, terminal);
    }
    Duration wait = wait(arguments);
    String config = action.equals("push") ? config(arguments) : "";
    String uid = action.equals("list") ? "" : uid(arguments, action);
    try (ApiClient client = client(arguments, terminal)) {
      FleetTable table = new FleetTable(terminal.out(), terminal.clock(), json);
      if (action.equals("list")) {
        client.fleet(table::row);
        table.end();
        return ExitCode.DONE;
      }
      String whole = PushWait.resolve(client, uid);
      return switch (action) {
        case "show" -> {
          table.show(client.fleetAgent(whole));
          yield ExitCode.DONE;
        }
        case "push" -> {
          Map<String, String> parameters = new LinkedHashMap<>();
          parameters.put("name", arguments.matchedOptionValue("--name", ""));
          parameters.put("contentType", contentType(arguments));
          yield pushed(
              client,
              client.fleetAction(whole, "config", parameters, config),
              wait,
              terminal,
              json);
        }
        case "rollback" ->
            pushed(
                client, client.fleetAction(whole, "rollback", Map.of(), ""), wait, terminal, json);
        default -> {
          table.done(client.fleetAction(whole, action, Map.of(), ""), action);
          yield ExitCode.DONE;
        }
      };
    } catch (QueryException e) {
      throw CommandException.of(e);
    }
  }

  private static int pushed(
      ApiClient client,
      Map<String, @Nullable Object> pushed,
      @Nullable Duration wait,
      Terminal terminal,
      boolean json)
      throws QueryException, InterruptedException {
    PushWait push = new PushWait(client, pushed);
    return push.end(wait, terminal, json) ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static @Nullable Duration wait(ParseResult arguments) throws CommandException {
    String text = arguments.matchedOptionValue("--wait", (String) null);
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,6}(ms|s|m)")) {
      throw CommandException.usage(
          "--wait: '" + text + "' is no time; expected one such as 10s or 2m");
    }
    long number = Long.parseLong(text.replaceAll("[a-z]", ""));
    return text.endsWith("ms")
        ? Duration.ofMillis(number)
        : text.endsWith("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
  }

  private static String uid(ParseResult arguments, String action) throws CommandException {
    String given = arguments.matchedOptionValue("--agent", arguments.matchedPositionalValue(1, ""));
    if (!given.matches("[0-9a-fA-F-]{4,36}")) {
      throw CommandException.usage(
          action
              + ": "
              + (given.isEmpty() ? "no agent is named" : "'" + given + "' is no uid of an agent")
              + "; expected one that 'eyepiece fleet list' shows");
    }
    return given.toLowerCase(Locale.ROOT);
  }

  private static String config(ParseResult arguments) throws CommandException {
    String file = arguments.matchedOptionValue("--file", (String) null);
    if (file == null) {
      throw CommandException.usage("push: --file is missing; expected the config to push");
    }
    Path path = Paths.of("--file", file);
    try {
      if (Files.size(path) > MAX_CONFIG_BYTES) {
        throw CommandException.usage(
            "--file: '" + file + "' is larger than the " + MAX_CONFIG_BYTES + " bytes of a config");
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
          .toString();
    } catch (CharacterCodingException e) {
      throw CommandException.usage("--file: '" + file + "' is not UTF-8; expected a config");
    } catch (IOException e) {
      throw CommandException.usage("--file: cannot read '" + file + "'; expected a config");
    }
  }

  private static String contentType(ParseResult arguments) {
    String file = arguments.matchedOptionValue("--file", "");
    return file.endsWith(".json") ? "application/json" : "text/yaml";
  }

  private static ApiClient client(ParseResult arguments, Terminal terminal)
      throws CommandException, QueryException {
    AgentAccess access = Addressee.access(terminal);
    return switch (Addressee.of(arguments, terminal)) {
      case Addressee.Own(URI api) -> access.agent(api);
      case Addressee.Other(URI api, String token) -> access.agent(api, token);
      case Addressee.Folder(Path data) -> access.owner(data);
    };
  }
}
