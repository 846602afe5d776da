package dev.eyepiece.ui.logs;

import dev.eyepiece.ui.trace.LogBody;
import dev.eyepiece.ui.trace.LogRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The lines of the list: one for each record, and those of what is opened. FX thread only. */
final class LogLines {
  private final ObservableList<LogLine> lines = FXCollections.observableArrayList();
  private final Set<LogRow> opened = Collections.newSetFromMap(new IdentityHashMap<>());

  ObservableList<LogLine> all() {
    return lines;
  }

  /** Other records, none of them open. */
  void show(List<LogRow> rows) {
    opened.clear();
    List<LogLine> all = new ArrayList<>(rows.size());
    for (LogRow row : rows) {
      add(row, all);
    }
    lines.setAll(all);
  }

  private void add(LogRow row, List<LogLine> into) {
    boolean open = opened.contains(row);
    into.add(new LogLine.Head(row, open));
    if (open) {
      LogBody.of(row.source().log()).forEach(line -> into.add(new LogLine.More(row, line)));
    }
  }

  /** Shows what is under a record's line, or no longer. */
  void toggle(LogRow row) {
    int at = row.opens() ? indexOf(row) : -1;
    if (at < 0) {
      return;
    }
    if (opened.remove(row)) {
      int end = at + 1;
      while (end < lines.size() && lines.get(end) instanceof LogLine.More) {
        end++;
      }
      lines.remove(at + 1, end);
      lines.set(at, new LogLine.Head(row, false));
    } else {
      opened.add(row);
      List<LogLine> own = new ArrayList<>();
      add(row, own);
      lines.set(at, own.getFirst());
      lines.addAll(at + 1, own.subList(1, own.size()));
    }
  }

  /** Where a record's own line is; -1 when it is not there. */
  int indexOf(LogRow row) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i) instanceof LogLine.Head(LogRow other, boolean open) && other.equals(row)) {
        return i;
      }
    }
    return -1;
  }
}
