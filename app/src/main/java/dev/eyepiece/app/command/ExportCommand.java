package dev.eyepiece.app.command;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RecordQuery;
import dev.eyepiece.app.send.Export;
import dev.eyepiece.app.transfer.JaegerWriter;
import dev.eyepiece.app.transfer.ParquetWriter;
import dev.eyepiece.app.transfer.RequestWriter;
import dev.eyepiece.app.transfer.Requests;
import dev.eyepiece.app.transfer.SpanWriter;
import dev.eyepiece.app.transfer.ZipkinWriter;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece export}: what is held, whole, as a file for other tools. */
public final class ExportCommand implements Command {
  private enum Format {
    OTLP,
    OTLP_JSON,
    PROTO,
    PARQUET,
    JAEGER,
    ZIPKIN
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Writes what matches: OTLP as JSON lines, one JSON document or protobuf, Parquet, Jaeger"
                + " JSON or Zipkin JSON. Without a search, everything.",
            "For instance: eyepiece export 'service:cart' --since 1h --out cart.jsonl");
    QueryOptions.addTo(spec, "Records at most (all).");
    spec.addOption(
        Command.option(
            "--format",
            "FORMAT",
            "otlp (JSON lines), otlp-json (one document), proto (each request with its length in"
                + " four bytes before it), parquet, jaeger or zipkin (both microseconds). By the"
                + " ending of --out (.parquet, .binpb), else otlp."));
    spec.addOption(
        Command.option("--out", "FILE", "Where to, a file that is not there (standard output)."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    String out = arguments.matchedOptionValue("--out", (String) null);
    Format format = format(arguments.matchedOptionValue("--format", (String) null), out);
    Path file = out == null ? null : file(out);
    if (file == null && format == Format.PARQUET) {
      throw CommandException.usage("--format parquet needs --out; expected the file to write");
    }
    RecordQuery query = QueryOptions.query(arguments, 0, terminal);
    check(format, query.signal());
    try (Answers answers = AnswerSource.open(arguments, terminal)) {
      Answer answer = export(answers, query, format, file, terminal);
      if (file != null) {
        terminal
            .err()
            .println(
                String.format(
                    Locale.ROOT,
                    "eyepiece export: %,d %s in %s",
                    answer.rows(),
                    Export.of(query.signal()).records(),
                    file));
      }
      QueryOptions.sayCut("export", answer, terminal);
      return ExitCode.DONE;
    } catch (QueryException e) {
      throw QueryOptions.told(e, query);
    } catch (IllegalStateException e) {
      throw CommandException.usage(e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      throw CommandException.cannot(e.getMessage());
    }
  }

  private static void check(Format format, Signal signal) throws CommandException {
    boolean spans = format == Format.JAEGER || format == Format.ZIPKIN;
    if (spans && signal != Signal.TRACES) {
      throw CommandException.cannot(
          "--format "
              + format.name().toLowerCase(Locale.ROOT)
              + " holds traces alone; expected --format otlp for other signals");
    }
    if (format == Format.PARQUET && signal == Signal.PROFILES) {
      throw CommandException.cannot(
          "--format parquet does not hold profiles, whose records share a dictionary; expected"
              + " --format otlp");
    }
  }

  private static Format format(@Nullable String text, @Nullable String out)
      throws CommandException {
    String name =
        text != null
            ? text
            : out != null && out.endsWith(".parquet")
                ? "parquet"
                : out != null && out.endsWith(".binpb") ? "proto" : "otlp";
    return switch (name) {
      case "otlp" -> Format.OTLP;
      case "otlp-json" -> Format.OTLP_JSON;
      case "proto" -> Format.PROTO;
      case "zipkin" -> Format.ZIPKIN;
      case "parquet" -> Format.PARQUET;
      case "jaeger" -> Format.JAEGER;
      default ->
          throw CommandException.usage(
              "--format: '"
                  + name
                  + "' is no format of export; expected otlp, otlp-json, proto, parquet, jaeger or"
                  + " zipkin");
    };
  }

  private static Path file(String out) throws CommandException {
    Path file = Paths.of("--out", out);
    Path folder = file.toAbsolutePath().getParent();
    if (Files.exists(file)) {
      throw CommandException.usage("--out: '" + out + "' is there; expected a new file");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw CommandException.usage("--out: the folder of '" + out + "' is not there");
    }
    return file;
  }

  private static Answer export(
      Answers answers, RecordQuery query, Format format, @Nullable Path file, Terminal terminal)
      throws QueryException, IOException {
    boolean whole = false;
    try {
      Answer answer;
      if (format == Format.PARQUET && file != null) {
        try (ParquetWriter writer = new ParquetWriter(query.signal(), file)) {
          answer = answers.requests(query, line -> take(() -> writer.request(line)));
          writer.end();
        }
      } else if (file == null) {
        answer = text(answers, query, format, terminal.out());
      } else {
        try (PrintStream out = printer(file)) {
          answer = text(answers, query, format, out);
        }
      }
      whole = true;
      return answer;
    } finally {
      // Half a file would pass for a whole one.
      if (!whole && file != null) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static PrintStream printer(Path file) throws IOException {
    return new PrintStream(
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16),
        false,
        StandardCharsets.UTF_8);
  }

  private static Answer text(Answers answers, RecordQuery query, Format format, PrintStream out)
      throws QueryException, IOException {
    switch (format) {
      case JAEGER -> {
        try (SpanWriter writer = new JaegerWriter(out)) {
          return write(answers, query, writer);
        }
      }
      case ZIPKIN -> {
        try (SpanWriter writer = new ZipkinWriter(out)) {
          return write(answers, query, writer);
        }
      }
      default -> {
        RequestWriter writer =
            switch (format) {
              case PROTO -> new RequestWriter.Protobuf(query.signal(), out);
              case OTLP_JSON -> new RequestWriter.Document(query.signal(), out);
              default -> new RequestWriter.Lines(out);
            };
        Answer answer = answers.requests(query, line -> take(() -> writer.request(line)));
        writer.end();
        out.flush();
        return answer;
      }
    }
  }

  private static Answer write(Answers answers, RecordQuery query, SpanWriter writer)
      throws QueryException, IOException {
    Answer answer =
        answers.requests(
            query,
            line ->
                take(() -> {
                  for (SpanRecord span : Requests.spans(line)) {
                    writer.span(span);
                  }
                }));
    writer.end();
    return answer;
  }

  private interface Taking {
    void take() throws IOException;
  }

  private static void take(Taking taking) {
    try {
      taking.take();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
