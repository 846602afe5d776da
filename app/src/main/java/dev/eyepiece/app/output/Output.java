package dev.eyepiece.app.output;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.store.SqlSink;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints spans and rows in the form that was asked for. */
public final class Output {
  private static final List<String> SPAN_COLUMNS =
      List.of("START", "DURATION", "SERVICE", "NAME", "KIND", "STATUS", "TRACE", "SPAN");
  private static final List<String> SPAN_KEYS =
      List.of(
          "traceId",
          "spanId",
          "parentSpanId",
          "service",
          "name",
          "kind",
          "startTimeUnixNano",
          "durationNano",
          "status",
          "attributes",
          "resource",
          "scope");

  /** The forms of output. */
  public enum Format {
    TABLE,
    JSON,
    CSV;

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Format of(String name) {
      for (Format format : values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
          return format;
        }
      }
      throw new IllegalArgumentException(
          "'" + name + "' is no format; expected table, json or csv");
    }
  }

  /** A print stream keeps its failures to itself until it is asked. */
  private static final int SPANS_BETWEEN_CHECKS = 256;

  private final Format format;
  private final PrintStream out;
  private final RowWriter writer;
  private final DateTimeFormatter time;
  private boolean begun;
  private long spans;

  /**
   * @param zone the zone that a table's times are shown in
   */
  public Output(Format format, PrintStream out, ZoneId zone) {
    this.format = format;
    this.out = out;
    this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    this.writer =
        switch (format) {
          case TABLE -> new TableWriter(out);
          case JSON -> new JsonWriter(out);
          case CSV -> new CsvWriter(out);
        };
  }

  /**
   * Takes a span as the text of its JSON object.
   *
   * @throws UncheckedIOException when nobody reads the output any more
   */
  public void span(String json) {
    if (++spans % SPANS_BETWEEN_CHECKS == 0 && out.checkError()) {
      throw new UncheckedIOException("nobody reads the output any more", new IOException("closed"));
    }
    if (format == Format.JSON) {
      out.print(json + "\n");
      return;
    }
    begin();
    Map<String, @Nullable Object> span = JsonText.readObject(json);
    if (format == Format.CSV) {
      List<@Nullable Object> values = new ArrayList<>();
      SPAN_KEYS.forEach(key -> values.add(span.get(key)));
      writer.row(values);
    } else {
      writer.row(shown(span));
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      writer.columns(format == Format.CSV ? SPAN_KEYS : SPAN_COLUMNS);
    }
  }

  private List<@Nullable Object> shown(Map<String, @Nullable Object> span) {
    List<@Nullable Object> values = new ArrayList<>();
    long start = number(span.get("startTimeUnixNano"));
    values.add(
        time.format(
            Instant.ofEpochSecond(
                Math.floorDiv(start, 1_000_000_000L), Math.floorMod(start, 1_000_000_000L))));
    values.add(Durations.text(number(span.get("durationNano"))));
    for (String key : List.of("service", "name", "kind", "status", "traceId", "spanId")) {
      values.add(span.get(key));
    }
    return values;
  }

  private static long number(@Nullable Object value) {
    return value == null ? 0 : Long.parseLong(value.toString());
  }

  /** Takes the rows of a SQL statement. */
  public SqlSink rows() {
    return new Nothing() {
      @Override
      public void columns(List<String> names) {
        begun = true;
        writer.columns(names);
      }

      @Override
      public void row(List<@Nullable Object> values) {
        writer.row(values);
      }
    };
  }

  /** Prints what was kept back; an empty result still has its header. */
  public void end() {
    if (format != Format.JSON) {
      begin();
    }
    writer.end();
  }

  /** Rows that nobody wants to see. */
  public static class Nothing implements SqlSink {
    @Override
    public void columns(List<String> names) {}

    @Override
    public void row(List<@Nullable Object> values) {}

    @Override
    public void cut() {}
  }
}
