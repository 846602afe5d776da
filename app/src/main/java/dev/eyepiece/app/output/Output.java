package dev.eyepiece.app.output;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints records and rows in the form that was asked for. */
public final class Output {
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
  private static final int RECORDS_BETWEEN_CHECKS = 256;

  private final Format format;
  private final PrintStream out;
  private final RowWriter writer;
  private final RecordColumns columns;
  private boolean begun;
  private long records;

  /**
   * @param zone the zone that a table's times are shown in
   */
  public Output(Format format, PrintStream out, ZoneId zone) {
    this.format = format;
    this.out = out;
    this.columns = new RecordColumns(zone);
    this.writer =
        switch (format) {
          case TABLE -> new TableWriter(out);
          case JSON -> new JsonWriter(out);
          case CSV -> new CsvWriter(out);
        };
  }

  /**
   * Takes a record as the text of its JSON object.
   *
   * @throws UncheckedIOException when nobody reads the output any more
   */
  public void record(Signal signal, String json) {
    if (++records % RECORDS_BETWEEN_CHECKS == 0 && out.checkError()) {
      throw new UncheckedIOException("nobody reads the output any more", new IOException("closed"));
    }
    if (format == Format.JSON) {
      out.print(json + "\n");
      return;
    }
    begin(signal);
    Map<String, @Nullable Object> record = JsonText.readObject(json);
    if (format == Format.CSV) {
      List<@Nullable Object> values = new ArrayList<>();
      RecordColumns.keys(signal).forEach(key -> values.add(record.get(key)));
      writer.row(values);
    } else {
      writer.row(columns.shown(signal, record));
    }
  }

  private void begin(Signal signal) {
    if (!begun) {
      begun = true;
      writer.columns(
          format == Format.CSV ? RecordColumns.keys(signal) : RecordColumns.titles(signal));
    }
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

  /**
   * Takes the values of a PromQL expression; a table has no column of labels, which the series has.
   */
  public SqlSink values() {
    SqlSink all = rows();
    if (format != Format.TABLE) {
      return all;
    }
    return new Nothing() {
      @Override
      public void columns(List<String> names) {
        all.columns(List.of("TIME", "SERIES", "VALUE"));
      }

      @Override
      public void row(List<@Nullable Object> values) {
        all.row(values.subList(0, 3));
      }
    };
  }

  /** Prints what was kept back; an empty result still has the header of its signal. */
  public void end(Signal signal) {
    if (format != Format.JSON) {
      begin(signal);
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
