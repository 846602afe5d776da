package dev.eyepiece.ui.logs;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.list.ListModel;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.trace.Asking;
import dev.eyepiece.ui.trace.Later;
import dev.eyepiece.ui.trace.LogRow;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What the list of log records shows: the newest that match, oldest first. It follows what comes
 * and never moves under a reader. FX thread only.
 */
public final class LogsViewModel extends ListModel<LogAnswer> {
  private final LogLines lines = new LogLines();
  private final ReadOnlyObjectWrapper<LogState> state =
      new ReadOnlyObjectWrapper<>(new LogState.Waiting());
  private final ReadOnlyObjectWrapper<LogAnswer> answer =
      new ReadOnlyObjectWrapper<>(LogAnswer.NONE);
  private final ReadOnlyObjectWrapper<Long> pending = new ReadOnlyObjectWrapper<>(0L);
  private final ObjectProperty<@Nullable LogRow> selected = new SimpleObjectProperty<>();

  private List<LogRow> rows = List.of();
  private Place.@Nullable LogPoint wanted;
  private long matchingShown;

  /**
   * @param clock the wall clock, for ranges such as "the last 5 minutes"
   * @param nanoTime a monotonic clock, for the pace of refreshes
   */
  public LogsViewModel(
      Telemetry telemetry,
      Ambient ambient,
      Background background,
      InstantSource clock,
      LongSupplier nanoTime,
      Later later) {
    super(
        new Needs(telemetry, ambient, background, clock, nanoTime, later),
        "log records",
        List.of("severity", "service"));
  }

  @Override
  protected Asking.Question<LogAnswer> question(Search search, SearchText text, TimeRange range) {
    return snapshot -> LogAnswer.ask(snapshot.logs(), search, range);
  }

  @Override
  protected List<FacetValue> facet(
      TelemetrySnapshot snapshot, String field, Search search, TimeRange range, int limit)
      throws StoreException {
    return snapshot.logs().facet(field, search, range, limit);
  }

  @Override
  protected List<FacetValue> keys(TelemetrySnapshot snapshot, int most) throws StoreException {
    return snapshot.logs().attributeKeys(most);
  }

  @Override
  protected boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  protected boolean isHoldingBack() {
    return pending.get() > 0;
  }

  @Override
  protected void failedEmpty(String message) {
    state.set(new LogState.Failed(message));
  }

  /** Selects a record, once it is listed. */
  public void find(Place.LogPoint at) {
    wanted = at;
    if (!isStale()) {
      selectWanted();
    }
  }

  private void selectWanted() {
    Place.LogPoint at = wanted;
    if (at == null) {
      return;
    }
    wanted = null;
    rows.stream()
        .filter(row -> row.isAt(at))
        .findFirst()
        .ifPresentOrElse(
            selected::set, () -> say("The record that was asked for is not among those listed."));
  }

  @Override
  protected void take(LogAnswer found, boolean adopt) {
    answer.set(found);
    if (adopt || !readingProperty().get() || rows.isEmpty()) {
      pending.set(0L);
      matchingShown = found.matching();
      rows = found.rows();
      selected.set(null);
      lines.show(rows);
    } else {
      pending.set(Math.max(0, found.matching() - matchingShown));
    }
    state.set(stateOf(found));
    if (adopt) {
      selectWanted();
    }
  }

  private LogState stateOf(LogAnswer found) {
    if (!rows.isEmpty()) {
      return new LogState.Shown();
    }
    boolean all = sought().isAllTime();
    return found.inRange() == 0 && all && !sought().isPaused()
        ? new LogState.NothingReceived()
        : new LogState.NoMatch(sought().text(), found.inRange(), !all);
  }

  /** Shows what is under a record's line, or no longer. */
  public void toggleOpen(LogRow row) {
    lines.toggle(row);
  }

  /** Where a record's own line is in the list; -1 when it is not there. */
  int indexOf(LogRow row) {
    return lines.indexOf(row);
  }

  /** Goes to the next record, or the one before, that is an error. */
  public void nextError(boolean forward) {
    LogRow from = selected.get();
    int at = from == null ? forward ? -1 : rows.size() : rows.indexOf(from);
    int step = forward ? 1 : -1;
    for (int i = at + step; i >= 0 && i < rows.size(); i += step) {
      if (rows.get(i).isError()) {
        selected.set(rows.get(i));
        return;
      }
    }
  }

  /** What the footer says: how many match of how many, and how many of them are listed. */
  public String footer() {
    LogAnswer now = answer.get();
    String listed =
        rows.size() < now.matching()
            ? ", the newest " + Formats.count(rows.size()) + " are listed"
            : "";
    return Formats.count(now.matching())
        + " of "
        + Formats.count(now.inRange())
        + " log records match"
        + listed;
  }

  /** The records that are listed, oldest first; safe to read on any thread once it is had. */
  public List<LogRow> rows() {
    return rows;
  }

  ObservableList<LogLine> lines() {
    return lines.all();
  }

  ReadOnlyObjectProperty<LogState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<LogAnswer> answerProperty() {
    return answer.getReadOnlyProperty();
  }

  /** Records that came and are not shown, because somebody reads. */
  public ReadOnlyObjectProperty<Long> pendingProperty() {
    return pending.getReadOnlyProperty();
  }

  public ObjectProperty<@Nullable LogRow> selectedProperty() {
    return selected;
  }
}
