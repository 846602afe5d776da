package dev.eyepiece.app.output;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated values by RFC 4180: CRLF after each record, quotes only where needed. */
public final class CsvWriter implements RowWriter {
  private final PrintStream out;

  public CsvWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void columns(List<String> names) {
    row(names);
  }

  @Override
  public void row(List<? extends @Nullable Object> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      append(line, Cell.text(values.get(i)));
    }
    out.print(line.append("\r\n"));
  }

  private static void append(StringBuilder line, String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    if (plain) {
      line.append(text);
    } else {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
  }

  @Override
  public void end() {
    out.flush();
  }
}
