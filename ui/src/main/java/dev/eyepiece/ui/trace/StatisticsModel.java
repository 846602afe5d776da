package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import java.util.BitSet;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the open trace: of all its spans, of the branch that is looked at alone, or of what
 * was found. Works only while somebody looks. FX thread only.
 */
public final class StatisticsModel {
  private final TraceViewModel trace;
  private final Background background;
  private final ObjectProperty<TraceStatistics.By> by =
      new SimpleObjectProperty<>(TraceStatistics.By.OPERATION);
  private final ReadOnlyObjectWrapper<@Nullable TraceStatistics> statistics =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<String> of = new ReadOnlyObjectWrapper<>("");
  private Background.@Nullable Task counting;
  private @Nullable Asked counted;
  private boolean active;

  /** What the statistics are of; equal when they would be the same. */
  private record Asked(
      TraceData data, TraceStatistics.By by, int focus, @Nullable BitSet matches) {}

  StatisticsModel(TraceViewModel trace, Background background) {
    this.trace = trace;
    this.background = background;
    trace.versionProperty().subscribe(() -> look());
    by.subscribe((before, now) -> look());
  }

  /** Whether somebody looks. */
  public void setActive(boolean now) {
    active = now;
    look();
  }

  private void look() {
    TraceData data = trace.data();
    Outline outline = trace.outline();
    if (data == null || outline == null) {
      counted = null;
      statistics.set(null);
      return;
    }
    Asked asked = new Asked(data, by.get(), outline.focus(), trace.finder().matches());
    if (!active || isCounted(asked)) {
      return;
    }
    counted = asked;
    if (counting != null) {
      counting.cancel();
    }
    counting =
        background.run(
            "Count a trace's spans",
            () -> TraceStatistics.of(data, asked.by(), asked.focus(), asked.matches()),
            answer -> take(answer, asked),
            failure -> counted = null);
  }

  private boolean isCounted(Asked asked) {
    Asked known = counted;
    return known != null
        && known.data().equals(asked.data())
        && known.by() == asked.by()
        && known.focus() == asked.focus()
        && Objects.equals(known.matches(), asked.matches());
  }

  private void take(TraceStatistics answer, Asked asked) {
    String spans = Formats.count(answer.spans(), "span");
    String all = Formats.count(asked.data().spanCount());
    String what =
        asked.matches() != null
            ? Formats.count(answer.spans()) + " of " + all + " spans that match"
            : asked.focus() >= 0 ? spans + " of one branch" : "all of " + spans;
    of.set(what + " in " + Formats.count(answer.groups().size(), "group"));
    statistics.set(answer);
  }

  public ObjectProperty<TraceStatistics.By> byProperty() {
    return by;
  }

  /** {@code null} until a trace is open and counted. */
  public ReadOnlyObjectProperty<@Nullable TraceStatistics> statisticsProperty() {
    return statistics.getReadOnlyProperty();
  }

  /** What was counted: {@code all of 13 spans in 12 groups}. */
  public ReadOnlyObjectProperty<String> ofProperty() {
    return of.getReadOnlyProperty();
  }
}
