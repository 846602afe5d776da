package dev.eyepiece.app.output;

import dev.eyepiece.agent.JsonText;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object a line, its keys the names of the columns. */
public final class JsonWriter implements RowWriter {
  private final PrintStream out;
  private List<String> names = List.of();

  public JsonWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void columns(List<String> columns) {
    names = List.copyOf(columns);
  }

  @Override
  public void row(List<? extends @Nullable Object> values) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      object.put(names.get(i), values.get(i));
    }
    out.print(JsonText.write(object) + "\n");
  }

  @Override
  public void end() {
    out.flush();
  }
}
