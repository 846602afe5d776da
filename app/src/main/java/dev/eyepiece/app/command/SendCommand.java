package dev.eyepiece.app.command;

import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.app.send.OtlpFile;
import dev.eyepiece.app.send.RemoteSender;
import dev.eyepiece.app.send.RequestSink;
import dev.eyepiece.app.send.SendTally;
import dev.eyepiece.app.send.Sender;
import dev.eyepiece.otlp.OtlpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece send}: replays files to a receiver. */
public final class SendCommand implements Command {
  private static final String STDIN = "-";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Replays OTLP JSON, JSON-lines or protobuf files of any signal, plain or gzip, to any"
                + " OTLP receiver. Exits with 1 when anything was rejected or not taken.");
    spec.addOption(
        OptionSpec.builder("--to")
            .type(String.class)
            .arity("1")
            .required(true)
            .paramLabel("ENDPOINT")
            .description(
                "http://HOST:PORT, grpc://HOST:PORT or HOST:PORT (gRPC on 4317, else HTTP).")
            .build());
    spec.addOption(
        Command.option("--token-file", "FILE", "Holds the token of a receiver that wants one."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("1..*")
            .required(true)
            .paramLabel("FILE")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("Files to send; - is standard input.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal)
      throws CommandException, InterruptedException {
    OtlpAddress endpoint = endpoint(arguments.matchedOptionValue("--to", ""));
    List<String> files = arguments.matchedPositionalValue(0, List.<String>of());
    for (String file : files) {
      checkReadable(file);
    }
    String token = Tokens.given(arguments, terminal);
    SendTally tally = new SendTally();
    try (Sender sender = new RemoteSender(endpoint, token)) {
      for (String file : files) {
        send(
            file, terminal, (signal, request, place) -> tally.send(sender, signal, request, place));
      }
    } finally {
      terminal.out().println(tally.text());
      tally.problems().forEach(problem -> terminal.err().println("eyepiece send: " + problem));
    }
    return tally.isClean() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static OtlpAddress endpoint(@Nullable String text) throws CommandException {
    try {
      return OtlpAddress.parse(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--to: " + e.getMessage());
    }
  }

  private static void checkReadable(String file) throws CommandException {
    if (!file.equals(STDIN) && !Files.isReadable(path(file))) {
      throw CommandException.usage("cannot read '" + file + "'; expected a file that is there");
    }
  }

  private static Path path(String file) throws CommandException {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw CommandException.usage("'" + file + "' is no path of this system");
    }
  }

  private static void send(String file, Terminal terminal, RequestSink sink)
      throws CommandException {
    try (InputStream in = file.equals(STDIN) ? terminal.in() : Files.newInputStream(path(file))) {
      OtlpFile.read(in, file.equals(STDIN) ? "standard input" : file, sink);
    } catch (FileFormatException e) {
      throw CommandException.usage(e.getMessage());
    } catch (IOException e) {
      throw CommandException.usage("cannot read '" + file + "': " + e.getMessage());
    }
  }
}
