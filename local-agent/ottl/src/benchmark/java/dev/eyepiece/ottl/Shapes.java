package dev.eyepiece.ottl;

import dev.eyepiece.ottl.processor.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The shapes that are measured, as {@code src/test/peers/shapes.py} writes them. */
final class Shapes {
  static final Path FILE =
      Path.of("src/test/resources/dev/eyepiece/ottl/corpus/shapes.jsonl.gz").toAbsolutePath();

  private Shapes() {}

  /**
   * A shape.
   *
   * @param name as the reference's benchmark calls it
   * @param line the case
   */
  record Shape(String name, int records, int statements, byte[] line, JsonTree.Case read) {
    boolean isLoad() {
      return name.startsWith("load");
    }
  }

  /** All shapes by name, in the order of the file. */
  static Map<String, Shape> all() throws IOException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        JsonTree.Case read = JsonTree.readCase(bytes);
        String[] id = String.valueOf(read.fields().get("id")).split("/", -1);
        String name = String.join("|", id).replace(' ', '_');
        shapes.put(
            name,
            new Shape(name, Integer.parseInt(id[1]), Integer.parseInt(id[2]), bytes, read));
      }
    }
    return shapes;
  }
}
