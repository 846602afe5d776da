package dev.eyepiece.app.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns for people. Widths are those of the first rows, which are kept back until enough are
 * there; a later value that is wider pushes its line to the right and is never shortened.
 */
public final class TableWriter implements RowWriter {
  private static final int MEASURED_ROWS = 1_000;
  private static final int WIDEST = 80;

  private final PrintStream out;
  private final List<List<String>> kept = new ArrayList<>();
  private int[] widths = new int[0];
  private boolean[] numbers = new boolean[0];
  private boolean measured;

  public TableWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void columns(List<String> names) {
    widths = new int[names.size()];
    numbers = new boolean[names.size()];
    Arrays.fill(numbers, true);
    kept.add(names.stream().map(Cell::shown).toList());
  }

  @Override
  public void row(List<? extends @Nullable Object> values) {
    List<String> cells = values.stream().map(Cell::shown).toList();
    if (measured) {
      print(cells);
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      numbers[i] &= values.get(i) == null || values.get(i) instanceof Number;
    }
    kept.add(cells);
    if (kept.size() > MEASURED_ROWS) {
      printKept();
    }
  }

  @Override
  public void end() {
    if (!measured) {
      printKept();
    }
    out.flush();
  }

  private void printKept() {
    for (List<String> cells : kept) {
      for (int i = 0; i < cells.size(); i++) {
        widths[i] = Math.max(widths[i], Math.min(WIDEST, width(cells.get(i))));
      }
    }
    measured = true;
    kept.forEach(this::print);
    kept.clear();
  }

  private void print(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String padding = " ".repeat(Math.max(0, widths[i] - width(cell)));
      line.append(i == 0 ? "" : "  ");
      line.append(numbers[i] ? padding + cell : cell + padding);
    }
    out.print(line.toString().stripTrailing() + "\n");
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
