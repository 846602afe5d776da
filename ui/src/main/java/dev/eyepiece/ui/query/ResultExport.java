package dev.eyepiece.ui.query;

import dev.eyepiece.store.ParquetFile;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.ui.theme.Csv;
import dev.eyepiece.ui.trace.JsonString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a result; on a background thread. */
final class ResultExport {
  private ResultExport() {}

  /** Comma-separated values with a header (RFC 4180); no value is an empty cell. */
  static void csv(QueryResult result, Appendable out) throws IOException {
    List<String> names = result.columns().stream().map(column -> Csv.cell(column.name())).toList();
    out.append(String.join(",", names)).append("\r\n");
    for (List<@Nullable Object> row : result.rows()) {
      for (int i = 0; i < row.size(); i++) {
        out.append(i == 0 ? "" : ",").append(cell(row.get(i)));
      }
      out.append("\r\n");
    }
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      // A negative number is no formula.
      case String text -> Csv.cell(text);
      default -> QueryResult.text(value);
    };
  }

  /** An object a line, whose keys are the columns. */
  static void jsonLines(QueryResult result, Appendable out) throws IOException {
    List<String> names = names(result);
    for (List<@Nullable Object> row : result.rows()) {
      out.append(line(result, names, row)).append('\n');
    }
  }

  private static String line(QueryResult result, List<String> names, List<@Nullable Object> row) {
    StringBuilder line = new StringBuilder("{");
    for (int i = 0; i < row.size(); i++) {
      boolean json = result.columns().get(i).type().equals("JSON");
      line.append(i == 0 ? "" : ", ").append(JsonString.of(names.get(i))).append(": ");
      line.append(json(row.get(i), json));
    }
    return line.append('}').toString();
  }

  private static String json(@Nullable Object value, boolean json) {
    return switch (value) {
      case null -> "null";
      case Double number when !Double.isFinite(number) -> JsonString.of(number.toString());
      case Double number -> number.toString();
      case String text when !json -> JsonString.of(text);
      default -> value.toString();
    };
  }

  /** Columns of the same name are told apart by a number. */
  private static List<String> names(QueryResult result) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Column column : result.columns()) {
      String name = column.name();
      for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = column.name() + "_" + n;
      }
      names.add(name);
    }
    return names;
  }

  /** A Parquet file with the types of the columns; blocks. */
  static void parquet(QueryResult result, OutputStream out) throws IOException {
    Path folder = Files.createTempDirectory("eyepiece-result");
    Path lines = folder.resolve("rows.jsonl");
    Path file = folder.resolve("rows.parquet");
    try {
      List<String> names = names(result);
      long longest = 0;
      try (var writer = Files.newBufferedWriter(lines)) {
        for (List<@Nullable Object> row : result.rows()) {
          String line = line(result, names, row);
          longest = Math.max(longest, line.getBytes(StandardCharsets.UTF_8).length);
          writer.append(line).append('\n');
        }
      }
      List<String> types = result.columns().stream().map(Column::type).toList();
      ParquetFile.writeRows(names, types, lines, longest, file);
      Files.copy(file, out);
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Files.deleteIfExists(lines);
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
