package dev.eyepiece.ui.logs;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.facet.Facet;
import dev.eyepiece.ui.facet.FacetChoices;
import dev.eyepiece.ui.facet.Facets;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.trace.Asking;
import dev.eyepiece.ui.trace.Later;
import dev.eyepiece.ui.trace.LiveRefresh;
import dev.eyepiece.ui.trace.LogBody;
import dev.eyepiece.ui.trace.LogRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What the list of log records shows: the newest that match, oldest first. It follows what comes
 * and never moves under a reader. FX thread only.
 */
public final class LogsViewModel implements FacetChoices {
  private static final int MOST_KEYS = 1_000;
  private static final List<String> ALWAYS = List.of("severity", "service");

  private final Ambient ambient;
  private final InstantSource clock;
  private final Asking listAsking;
  private final Asking facetAsking;
  private final Asking keysAsking;
  private final LiveRefresh live;

  private final ObservableList<LogLine> lines = FXCollections.observableArrayList();
  private final Set<LogRow> opened = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> addedFacets = new ArrayList<>();
  private final ReadOnlyObjectWrapper<LogState> state =
      new ReadOnlyObjectWrapper<>(new LogState.Waiting());
  private final ReadOnlyObjectWrapper<List<Facet>> facets = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<LogAnswer> answer =
      new ReadOnlyObjectWrapper<>(LogAnswer.NONE);
  private final ReadOnlyObjectWrapper<Long> pending = new ReadOnlyObjectWrapper<>(0L);
  private final ReadOnlyObjectWrapper<String> trouble = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ObjectProperty<@Nullable LogRow> selected = new SimpleObjectProperty<>();
  private final BooleanProperty reading = new SimpleBooleanProperty();

  private List<LogRow> rows = List.of();
  private Place.@Nullable LogPoint wanted;
  private long matchingShown;
  private boolean visible;
  private boolean stale = true;
  private long pausedAt = Long.MAX_VALUE;

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
    this.ambient = ambient;
    this.clock = clock;
    this.listAsking = new Asking(telemetry, background);
    this.facetAsking = new Asking(telemetry, background);
    this.keysAsking = new Asking(telemetry, background);
    this.live = new LiveRefresh(telemetry, background, nanoTime, later, () -> query(false));
    ambient.searchProperty().subscribe((old, now) -> asked());
    ambient.rangeProperty().subscribe((old, now) -> asked());
    ambient.liveProperty().subscribe(this::pause);
    reading.subscribe((old, now) -> letGo(now));
  }

  /** Starts to show and to follow what comes. */
  public void show() {
    visible = true;
    if (stale) {
      asked();
    }
    live.start();
  }

  /** Selects a record, once it is listed. */
  public void find(Place.LogPoint at) {
    wanted = at;
    if (!stale) {
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
            selected::set,
            () -> trouble.set("The record that was asked for is not among those listed."));
  }

  /** Stops all work until it is shown again. */
  public void hide() {
    visible = false;
    live.stop();
    stale |= listAsking.isBusy();
    listAsking.cancel();
    facetAsking.cancel();
    keysAsking.cancel();
    live.ended();
    busy.set(false);
  }

  private void pause(boolean isLive) {
    pausedAt = isLive ? Long.MAX_VALUE : now();
    live.setPaused(!isLive);
  }

  private long now() {
    var instant = clock.instant();
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  private void asked() {
    stale = true;
    if (visible) {
      query(true);
    }
  }

  /** Asks again at once. */
  public void refresh() {
    asked();
  }

  private TimeRange range() {
    TimeRange range = ambient.rangeProperty().get().at(now());
    return new TimeRange(range.fromUnixNano(), Math.min(range.toUnixNano(), pausedAt));
  }

  private void query(boolean byUser) {
    SearchText text = SearchText.of(ambient.searchProperty().get());
    Search search;
    try {
      search = Search.parse(ambient.searchProperty().get());
    } catch (SearchSyntaxException e) {
      fail("The search does not read: " + e.getMessage());
      return;
    }
    TimeRange range = range();
    boolean adopt = byUser || stale;
    live.began();
    busy.set(true);
    listAsking.ask(
        "List log records",
        snapshot -> LogAnswer.ask(snapshot.logs(), search, range),
        found -> {
          busy.set(false);
          stale = false;
          trouble.set("");
          take(found, adopt);
          askFacets(text, range);
        },
        failure -> {
          busy.set(false);
          live.ended();
          fail("The log records could not be read: " + why(failure));
        });
  }

  private void askFacets(SearchText text, TimeRange range) {
    List<String> added = List.copyOf(addedFacets);
    facetAsking.ask(
        "Count facets of logs",
        snapshot ->
            Facets.ask(
                (field, search, limit) -> snapshot.logs().facet(field, search, range, limit),
                ALWAYS,
                added,
                text),
        counted -> {
          facets.set(counted);
          live.ended();
        },
        failure -> {
          trouble.set("The facets could not be counted: " + why(failure));
          live.ended();
        });
  }

  /** Rows that are there stay; only an empty list gives way to the message. */
  private void fail(String message) {
    trouble.set(message);
    if (rows.isEmpty()) {
      state.set(new LogState.Failed(message));
    }
  }

  private static String why(Throwable failure) {
    String why = failure.getMessage();
    return why == null ? failure.getClass().getSimpleName() : why;
  }

  private void take(LogAnswer found, boolean adopt) {
    answer.set(found);
    if (adopt || !reading.get() || rows.isEmpty()) {
      pending.set(0L);
      matchingShown = found.matching();
      rows = found.rows();
      opened.clear();
      selected.set(null);
      layOut();
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
    boolean all = ambient.rangeProperty().get() instanceof Ambient.Range.All;
    return found.inRange() == 0 && all && pausedAt == Long.MAX_VALUE
        ? new LogState.NothingReceived()
        : new LogState.NoMatch(ambient.searchProperty().get(), found.inRange(), !all);
  }

  private void layOut() {
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
  public void toggleOpen(LogRow row) {
    if (!row.opens()) {
      return;
    }
    int at = indexOf(row);
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

  /** Where a record's own line is in the list; -1 when it is not there. */
  int indexOf(LogRow row) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i) instanceof LogLine.Head(LogRow other, boolean open) && other.equals(row)) {
        return i;
      }
    }
    return -1;
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

  /** A reader who lets go of the list gets what was held back. */
  private void letGo(boolean isReading) {
    if (!isReading && pending.get() > 0) {
      asked();
    }
  }

  /** Ends the pause, if there is one, and shows what was held back. */
  public void catchUp() {
    reading.set(false);
    if (ambient.liveProperty().get()) {
      asked();
    } else {
      ambient.liveProperty().set(true);
    }
  }

  /** Shows only a stretch of time. */
  public void only(TimeRange range) {
    ambient.rangeProperty().set(new Ambient.Range.Between(range));
  }

  /** Puts another search into the window's one search line. */
  public void search(String text) {
    ambient.searchProperty().set(text);
  }

  public void allTime() {
    ambient.rangeProperty().set(new Ambient.Range.All());
  }

  @Override
  public void toggle(String field, String value, boolean exclude) {
    SearchText text = SearchText.of(ambient.searchProperty().get());
    SearchText changed = exclude ? text.toggleExclude(field, value) : text.toggle(field, value);
    ambient.searchProperty().set(changed.text());
  }

  @Override
  public void addFacet(String field) {
    if (!field.isBlank() && !addedFacets.contains(field) && !ALWAYS.contains(field)) {
      addedFacets.add(field);
      asked();
    }
  }

  @Override
  public void removeFacet(String field) {
    if (addedFacets.remove(field)) {
      facets.set(facets.get().stream().filter(facet -> !facet.field().equals(field)).toList());
    }
  }

  @Override
  public void attributeKeys(Consumer<List<FacetValue>> done) {
    keysAsking.ask(
        "List attribute keys of logs",
        snapshot -> snapshot.logs().attributeKeys(MOST_KEYS),
        done,
        failure -> trouble.set("The attribute keys could not be listed: " + why(failure)));
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
    return lines;
  }

  ReadOnlyObjectProperty<LogState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<LogAnswer> answerProperty() {
    return answer.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyObjectProperty<List<Facet>> facetsProperty() {
    return facets.getReadOnlyProperty();
  }

  /** Records that came and are not shown, because somebody reads. */
  public ReadOnlyObjectProperty<Long> pendingProperty() {
    return pending.getReadOnlyProperty();
  }

  /** What went wrong last, one sentence; empty when nothing did. */
  public ReadOnlyObjectProperty<String> troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  public ObjectProperty<@Nullable LogRow> selectedProperty() {
    return selected;
  }

  /** Set while somebody reads: has scrolled away from the end or chose a record. */
  public BooleanProperty readingProperty() {
    return reading;
  }

  /** The facets that the user added. */
  public List<String> addedFacets() {
    return List.copyOf(addedFacets);
  }
}
