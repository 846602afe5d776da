package dev.eyepiece.app.command;

import dev.eyepiece.agent.Settings;
import dev.eyepiece.agent.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of an agent, shared by {@code serve}, the window and the doctor. */
final class AgentOptions {
  private static final List<String> NAMES =
      List.of(
          "--data",
          "--store",
          "--store-password-file",
          "--otlp-grpc",
          "--otlp-http",
          "--api",
          "--opamp",
          "--opamp-connect",
          "--opamp-token-file",
          "--tls-certificate",
          "--tls-key",
          "--tls-client-ca",
          "--tls-client-auth");

  private static final String FORWARD = "--forward";
  private static final String STORE_WRITE = "--store-write";
  private static final String STORE_CREATE = "--store-create";

  private AgentOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(Command.option("--data", "DIR", "Folder that holds what is received."));
    spec.addOption(
        Command.option("--otlp-grpc", "HOST:PORT", "Where OTLP/gRPC is taken (localhost:4317)."));
    spec.addOption(
        Command.option("--otlp-http", "HOST:PORT", "Where OTLP/HTTP is taken (localhost:4318)."));
    spec.addOption(
        Command.option("--api", "HOST:PORT", "Where the local API answers (localhost:4319)."));
    spec.addOption(
        Command.option("--opamp", "HOST:PORT", "Where agents report over OpAMP (localhost:4320)."));
    spec.addOption(
        Command.option("--opamp-connect", "URL", "The OpAMP server that this agent reports to."));
    spec.addOption(
        Command.option(
            "--opamp-token-file", "FILE", "Holds the token that this agent shows to that server."));
    spec.addOption(
        Command.option("--tls-certificate", "FILE", "PEM: the certificate of ports with TLS."));
    spec.addOption(Command.option("--tls-key", "FILE", "PEM: its private key."));
    spec.addOption(
        Command.option(
            "--tls-client-ca",
            "FILE",
            "PEM: who may certify senders; OTLP then comes with their certificates alone."));
    spec.addOption(
        Command.option(
            "--tls-client-auth",
            "WHEN",
            "required, or optional: senders without a certificate are taken too."));
    spec.addOption(
        Command.option(
            "--store",
            "URL",
            "A ClickHouse that is asked instead: clickhouse://HOST:8123/DATABASE, or https."));
    spec.addOption(
        Command.option(
            "--store-password-file",
            "FILE",
            "Holds the password of the URL's user (or EYEPIECE_STORE_PASSWORD)."));
    spec.addOption(
        Command.flag(
            STORE_WRITE,
            "What comes is written into that ClickHouse, into tables that are there."));
    spec.addOption(Command.flag(STORE_CREATE, "The same; tables that are not there are made."));
    spec.addOption(
        OptionSpec.builder(FORWARD)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .paramLabel("[NAME=]URL")
            .description(
                "A receiver that gets what comes too, such as grpc://HOST:4317; once for each.")
            .build());
  }

  static Settings read(ParseResult arguments, Terminal terminal) throws CommandException {
    Map<String, String> flags = new HashMap<>();
    for (String name : NAMES) {
      String value = arguments.matchedOptionValue(name, (String) null);
      if (value != null) {
        flags.put(name, value);
      }
    }
    if (arguments.hasMatchedOption(STORE_CREATE)) {
      flags.put(STORE_WRITE, "create");
    } else if (arguments.hasMatchedOption(STORE_WRITE)) {
      flags.put(STORE_WRITE, "on");
    }
    List<String> forward = arguments.matchedOptionValue(FORWARD, List.<String>of());
    if (!forward.isEmpty()) {
      flags.put(FORWARD, String.join(",", forward));
    }
    return read(flags, terminal);
  }

  static Settings read(Map<String, String> flags, Terminal terminal) throws CommandException {
    try {
      return Settings.read(terminal.folders(), terminal.environment(), flags);
    } catch (SettingsException e) {
      throw CommandException.usage(e.getMessage());
    }
  }
}
