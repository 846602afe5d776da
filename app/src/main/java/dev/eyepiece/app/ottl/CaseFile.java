package dev.eyepiece.app.ottl;

import dev.eyepiece.ottl.CaseRunner;
import dev.eyepiece.ottl.Ottl;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a file of cases, a line each. */
public final class CaseFile {
  private CaseFile() {}

  /**
   * Writes a result for each case, in their order.
   *
   * @return how many there were
   */
  public static long run(Path cases, Path results) throws IOException {
    CaseRunner runner = new CaseRunner(new Ottl());
    long count = 0;
    try (BufferedReader in = Files.newBufferedReader(cases);
        BufferedWriter out = Files.newBufferedWriter(results)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          out.write(runner.run(line));
          out.write('\n');
          count++;
        }
      }
    }
    return count;
  }
}
