package dev.eyepiece.ui.traces;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.list.ListModel;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Asking;
import dev.eyepiece.ui.trace.Later;
import dev.eyepiece.ui.trace.TraceWalk;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What the list of traces shows: rows in the chosen order, and the box over their durations. FX
 * thread only.
 */
public final class TracesViewModel extends ListModel<Listing> implements TraceWalk {
  private final Telemetry telemetry;
  private final ComparisonModel comparison;
  private final Asking countAsking;

  private final ObservableList<TraceRow> rows = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<ListState> state =
      new ReadOnlyObjectWrapper<>(new ListState.Waiting());
  private final ReadOnlyObjectWrapper<@Nullable Listing> listing = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Integer> pending = new ReadOnlyObjectWrapper<>(0);
  private final ObjectProperty<TraceOrder> order = new SimpleObjectProperty<>(TraceOrder.NEWEST);
  private final ObjectProperty<@Nullable TraceId> selected = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<Set<TraceId>> arrived = new ReadOnlyObjectWrapper<>(Set.of());
  private final ReadOnlyObjectWrapper<TraceBounds> bounds =
      new ReadOnlyObjectWrapper<>(TraceBounds.ANY);
  private final ReadOnlyObjectWrapper<Integer> answers = new ReadOnlyObjectWrapper<>(0);

  /** What {@code rows} holds, as a list that background threads may read. */
  private List<TraceRow> held = List.of();

  private long spansAtPause;

  /**
   * @param clock the wall clock, for ranges such as "the last 5 minutes"
   * @param nanoTime a monotonic clock, for the pace of refreshes
   */
  public TracesViewModel(
      Telemetry telemetry,
      Ambient ambient,
      Background background,
      InstantSource clock,
      LongSupplier nanoTime,
      Later later) {
    super(
        new Needs(telemetry, ambient, background, clock, nanoTime, later),
        "traces",
        List.of("service", "name", "status"));
    this.telemetry = telemetry;
    this.comparison = new ComparisonModel(telemetry, background);
    this.countAsking = new Asking(telemetry, background);
    order.subscribe((old, now) -> asked());
    ambient.liveProperty().subscribe(live -> spansAtPause = telemetry.stats().spans());
  }

  @Override
  public void hide() {
    super.hide();
    countAsking.cancel();
    comparison.stop();
  }

  @Override
  protected Asking.Question<Listing> question(Search search, SearchText text, TimeRange range) {
    countAsking.cancel();
    TraceOrder by = order.get();
    TraceQuery query =
        new TraceQuery(
            search, range, bounds.get(), by.sort(), by.descending(), ListQuestion.MOST_ROWS);
    List<TraceRow> shown = held;
    return snapshot -> ListQuestion.ask(snapshot, query, text, shown);
  }

  @Override
  protected List<FacetValue> facet(
      TelemetrySnapshot snapshot, String field, Search search, TimeRange range, int limit)
      throws StoreException {
    return snapshot.facet(field, search, range, limit);
  }

  @Override
  protected List<FacetValue> keys(TelemetrySnapshot snapshot, int most) throws StoreException {
    return snapshot.attributeKeys(most);
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
    state.set(new ListState.Failed(message));
  }

  @Override
  protected void take(Listing answer, boolean adopt) {
    Listing before = listing.get();
    boolean counts = answer.counted() == null && before != null && before.asksLike(answer, !adopt);
    listing.set(counts ? answer.with(before.counted()) : answer);
    ListChange change = answer.change();
    if (adopt || !readingProperty().get() || held.isEmpty()) {
      boolean known = !adopt && !held.isEmpty();
      pending.set(0);
      // Before the rows, which are drawn as soon as they are there.
      arrived.set(known ? change.arrived() : Set.of());
      replace(change.fresh(), change.freshIsShown());
    } else {
      pending.set(change.held().added());
      replace(change.held().rows(), change.heldIsShown());
    }
    state.set(stateOf(answer));
    answers.set(answers.get() + 1);
  }

  @Override
  protected void complete(Listing answer, Runnable then) {
    if (answer.counted() != null) {
      then.run();
      return;
    }
    countAsking.ask(
        "Count traces",
        snapshot -> ListQuestion.count(snapshot, answer.query(), answer.rows(), answer.totals()),
        counted -> {
          listing.set(answer.with(counted));
          answers.set(answers.get() + 1);
          then.run();
        },
        failure -> {
          say("The traces could not be counted: " + why(failure));
          then.run();
        });
  }

  private void replace(List<TraceRow> fresh, boolean same) {
    if (!same) {
      held = fresh;
      rows.setAll(fresh);
    }
  }

  private ListState stateOf(Listing answer) {
    if (!rows.isEmpty()) {
      return new ListState.Shown();
    }
    return isHeldEmpty(answer)
        ? new ListState.NothingReceived()
        : new ListState.NoMatch(
            sought().text(),
            answer.before(),
            answer.drops(),
            !sought().isAllTime(),
            !bounds.get().equals(TraceBounds.ANY));
  }

  private boolean isHeldEmpty(Listing answer) {
    var stats = telemetry.stats();
    return answer.before() == 0 && stats.ringSpans() == 0 && stats.store().held().spans() == 0;
  }

  /** Finds out what the traces within the bounds have more or less often than the others. */
  public void compare(TraceBounds box) {
    Search search = parsed();
    if (search != null) {
      comparison.ask(search, sought().range(), box);
    }
  }

  /** Lists only traces within the bounds; {@link TraceBounds#ANY} lists all again. */
  public void within(TraceBounds only) {
    if (!only.equals(bounds.get())) {
      bounds.set(only);
      asked();
    }
  }

  /** Spans that came since the pause; 0 while live. */
  public long spansSincePause() {
    return !sought().isPaused() ? 0 : telemetry.stats().spans() - spansAtPause;
  }

  /** What the footer says: how many are shown of how many, and over what they are sorted. */
  public String footer() {
    Listing answer = listing.get();
    if (answer == null) {
      return "";
    }
    return Footer.of(rows.size(), answer);
  }

  /** The rows as a list that does not change; safe to read on any thread once it is had. */
  List<TraceRow> held() {
    return held;
  }

  /** Whether nothing is searched for. */
  boolean isSearchEmpty() {
    return sought().isEmpty();
  }

  public ObservableList<TraceRow> rows() {
    return rows;
  }

  ReadOnlyObjectProperty<ListState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable Listing> listingProperty() {
    return listing.getReadOnlyProperty();
  }

  /** Traces that came and are not shown, because somebody reads. */
  public ReadOnlyObjectProperty<Integer> pendingProperty() {
    return pending.getReadOnlyProperty();
  }

  /** The traces that the newest answer brought into the list while it was looked at. */
  ReadOnlyObjectProperty<Set<TraceId>> arrivedProperty() {
    return arrived.getReadOnlyProperty();
  }

  /** Counts answers; changes when one has been taken in whole, after {@link #listingProperty}. */
  ReadOnlyObjectProperty<Integer> answersProperty() {
    return answers.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<TraceBounds> boundsProperty() {
    return bounds.getReadOnlyProperty();
  }

  ComparisonModel comparison() {
    return comparison;
  }

  public ObjectProperty<TraceOrder> orderProperty() {
    return order;
  }

  public ObjectProperty<@Nullable TraceId> selectedProperty() {
    return selected;
  }

  @Override
  public int indexOf(TraceId id) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).traceId().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public @Nullable TraceId at(int index) {
    return index < 0 || index >= rows.size() ? null : rows.get(index).traceId();
  }
}
