package dev.eyepiece.agent.api;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.store.SqlSink;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streamed answers: JSON lines of which the last one is {@code {"end": ...}} or {@code {"error":
 * ...}}. An answer without either was cut off on the way, and is an error.
 */
public final class AnswerLines {
  private static final String END = "{\"end\":";
  private static final String ERROR = "{\"error\":";

  private AnswerLines() {}

  /** The last line of a whole answer. */
  static String end(Answer answer) {
    Map<String, @Nullable Object> end = new LinkedHashMap<>();
    end.put("rows", answer.rows());
    if (answer.matching() >= 0) {
      end.put("matching", answer.matching());
    }
    end.put("cut", answer.cut());
    return JsonText.write(Map.of("end", end));
  }

  /** An error as a line or as a body. */
  static String error(String message, int position) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("error", message);
    if (position != QueryException.NO_POSITION) {
      error.put("position", position);
    }
    return JsonText.write(error);
  }

  /** Reads the answer to a search. */
  public static Answer readRecords(InputStream in, Consumer<String> lines)
      throws IOException, QueryException {
    return read(in, lines);
  }

  /** Reads the answer to a statement: a line of columns, then an array for each row. */
  public static Answer readRows(InputStream in, SqlSink sink) throws IOException, QueryException {
    Answer answer =
        read(
            in,
            line -> {
              switch (JsonText.read(line)) {
                case Map<?, ?> head when head.get("columns") instanceof List<?> names ->
                    sink.columns(names.stream().map(String::valueOf).toList());
                case List<?> row -> {
                  List<@Nullable Object> values = new ArrayList<>(row);
                  sink.row(values);
                }
                case null, default -> throw new IllegalArgumentException("an unknown line");
              }
            });
    if (answer.cut()) {
      sink.cut();
    }
    return answer;
  }

  private static Answer read(InputStream in, Consumer<String> lines)
      throws IOException, QueryException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(END)) {
          return answer(line);
        }
        if (line.startsWith(ERROR)) {
          Map<String, @Nullable Object> error = JsonText.readObject(line);
          throw new QueryException(
              String.valueOf(error.get("error")), QueryException.NO_POSITION, false);
        }
        lines.accept(line);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("a line that is not as expected: " + e.getMessage(), e);
    }
    throw new EOFException("its last line is missing");
  }

  private static Answer answer(String line) {
    if (JsonText.readObject(line).get("end") instanceof Map<?, ?> end
        && end.get("rows") instanceof Long rows
        && end.get("cut") instanceof Boolean cut) {
      return new Answer(rows, end.get("matching") instanceof Long matching ? matching : -1, cut);
    }
    throw new IllegalArgumentException("a broken last line");
  }
}
