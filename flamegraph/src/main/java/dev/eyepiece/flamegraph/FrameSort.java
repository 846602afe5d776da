package dev.eyepiece.flamegraph;

import java.util.Comparator;

/** By what the table of functions is sorted. */
public enum FrameSort {
  SELF,
  TOTAL,
  /** By how much a comparison says that the total has changed. */
  CHANGE,
  NAME;

  Comparator<FrameRow> order(boolean descending) {
    Comparator<FrameRow> order =
        switch (this) {
          case SELF -> Comparator.comparingLong(FrameRow::self).thenComparingLong(FrameRow::total);
          case TOTAL -> Comparator.comparingLong(FrameRow::total).thenComparingLong(FrameRow::self);
          case CHANGE -> Comparator.comparingDouble(FrameRow::change);
          case NAME -> Comparator.comparing(row -> row.frame().name());
        };
    return descending ? order.reversed() : order;
  }
}
