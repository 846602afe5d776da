package dev.eyepiece.ui.traces;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Asking;
import dev.eyepiece.ui.trace.Later;
import dev.eyepiece.ui.trace.LiveRefresh;
import dev.eyepiece.ui.trace.TraceWalk;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
 * What the list of traces shows: it asks again when the search, the range, the order or the
 * telemetry changes, and never moves rows under a reader. FX thread only.
 */
public final class TracesViewModel implements TraceWalk {
  private final Telemetry telemetry;
  private final Ambient ambient;
  private final InstantSource clock;
  private final Asking listAsking;
  private final Asking facetAsking;
  private final LiveRefresh live;

  private final ObservableList<TraceRow> rows = FXCollections.observableArrayList();
  private final ObservableList<String> addedFacets = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<ListState> state =
      new ReadOnlyObjectWrapper<>(new ListState.Waiting());
  private final ReadOnlyObjectWrapper<List<Facet>> facets = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<@Nullable Listing> listing = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Integer> pending = new ReadOnlyObjectWrapper<>(0);
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ObjectProperty<TraceOrder> order = new SimpleObjectProperty<>(TraceOrder.NEWEST);
  private final ObjectProperty<@Nullable TraceId> selected = new SimpleObjectProperty<>();
  private final BooleanProperty reading = new SimpleBooleanProperty();

  private boolean visible;
  private boolean stale = true;
  private long pausedAt = Long.MAX_VALUE;
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
    this.telemetry = telemetry;
    this.ambient = ambient;
    this.clock = clock;
    this.listAsking = new Asking(telemetry, background);
    this.facetAsking = new Asking(telemetry, background);
    this.live = new LiveRefresh(telemetry, background, nanoTime, later, () -> query(false));
    ambient.searchProperty().subscribe((old, now) -> asked());
    ambient.rangeProperty().subscribe((old, now) -> asked());
    order.subscribe((old, now) -> asked());
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

  /** Stops all work until it is shown again. */
  public void hide() {
    visible = false;
    live.stop();
    if (listAsking.isBusy()) {
      stale = true;
    }
    listAsking.cancel();
    facetAsking.cancel();
    live.ended();
    busy.set(false);
  }

  private void pause(boolean isLive) {
    pausedAt = isLive ? Long.MAX_VALUE : now();
    spansAtPause = telemetry.stats().spans();
    live.setPaused(!isLive);
  }

  private long now() {
    var instant = clock.instant();
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  /** The user asked for something else. */
  private void asked() {
    stale = true;
    if (visible) {
      query(true);
    }
  }

  /** Asks again at once, as when the user wants the rows that were held back. */
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
      state.set(new ListState.Failed("The search does not read: " + e.getMessage()));
      return;
    }
    TraceOrder by = order.get();
    TraceQuery query =
        new TraceQuery(search, range(), by.sort(), by.descending(), ListQuestion.MOST_ROWS);
    live.began();
    busy.set(true);
    boolean adopt = byUser || stale;
    listAsking.ask(
        "List traces",
        snapshot -> ListQuestion.ask(snapshot, query, text),
        answer -> {
          busy.set(false);
          stale = false;
          take(answer, adopt);
          askFacets(text, query.range());
        },
        this::failed);
  }

  private void askFacets(SearchText text, TimeRange range) {
    List<String> added = List.copyOf(addedFacets);
    facetAsking.ask(
        "Count facets",
        snapshot -> Facets.ask(snapshot, added, text, range),
        counted -> {
          facets.set(counted);
          live.ended();
        },
        failure -> live.ended());
  }

  private void failed(Throwable failure) {
    busy.set(false);
    live.ended();
    String why = failure.getMessage();
    state.set(
        new ListState.Failed(
            "The traces could not be read: "
                + (why == null ? failure.getClass().getSimpleName() : why)));
  }

  private void take(Listing answer, boolean adopt) {
    listing.set(answer);
    if (adopt || !reading.get() || rows.isEmpty()) {
      pending.set(0);
      replace(answer.list().rows());
    } else {
      HeldRows held = HeldRows.merge(rows, answer.list().rows());
      pending.set(held.added());
      replace(held.rows());
    }
    state.set(stateOf(answer));
  }

  private void replace(List<TraceRow> fresh) {
    if (!rows.equals(fresh)) {
      rows.setAll(fresh);
    }
  }

  private ListState stateOf(Listing answer) {
    if (!rows.isEmpty()) {
      return new ListState.Shown();
    }
    boolean nothingEver = telemetry.stats().generation() == 0 || isHeldEmpty(answer);
    return nothingEver
        ? new ListState.NothingReceived()
        : new ListState.NoMatch(
            ambient.searchProperty().get(),
            answer.before(),
            answer.drops(),
            !(ambient.rangeProperty().get() instanceof Ambient.Range.All));
  }

  private boolean isHeldEmpty(Listing answer) {
    var stats = telemetry.stats();
    return answer.before() == 0 && stats.ringSpans() == 0 && stats.store().spans() == 0;
  }

  /** A reader who lets go of the list gets the rows that were held back. */
  private void letGo(boolean isReading) {
    if (!isReading && pending.get() > 0) {
      asked();
    }
  }

  /** Adds what a facet's value means to the search, or takes it away. */
  public void toggle(String field, String value, boolean exclude) {
    SearchText text = SearchText.of(ambient.searchProperty().get());
    SearchText changed = exclude ? text.toggleExclude(field, value) : text.toggle(field, value);
    ambient.searchProperty().set(changed.text());
  }

  /** Shows the values of one more attribute. */
  public void addFacet(String field) {
    if (!field.isBlank() && !addedFacets.contains(field) && !Facets.ALWAYS.contains(field)) {
      addedFacets.add(field);
      asked();
    }
  }

  public void removeFacet(String field) {
    if (addedFacets.remove(field)) {
      facets.set(facets.get().stream().filter(facet -> !facet.field().equals(field)).toList());
    }
  }

  /** Asks which attribute keys are held, most frequent first. */
  public void attributeKeys(Consumer<List<FacetValue>> done) {
    facetAsking.ask(
        "List attribute keys", snapshot -> snapshot.attributeKeys(500), done, failure -> {});
  }

  /** Spans that came since the pause; 0 while live. */
  public long spansSincePause() {
    return pausedAt == Long.MAX_VALUE ? 0 : telemetry.stats().spans() - spansAtPause;
  }

  /** What the footer says: how many are shown of how many, and over what they are sorted. */
  public String footer() {
    Listing answer = listing.get();
    if (answer == null) {
      return "";
    }
    return Footer.of(
        rows.size() - 0L, answer.list(), !SearchText.of(ambient.searchProperty().get()).isEmpty());
  }

  public ObservableList<TraceRow> rows() {
    return rows;
  }

  public ReadOnlyObjectProperty<ListState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<List<Facet>> facetsProperty() {
    return facets.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<@Nullable Listing> listingProperty() {
    return listing.getReadOnlyProperty();
  }

  /** Traces that came and are not shown, because somebody reads. */
  public ReadOnlyObjectProperty<Integer> pendingProperty() {
    return pending.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  public ObjectProperty<TraceOrder> orderProperty() {
    return order;
  }

  public ObjectProperty<@Nullable TraceId> selectedProperty() {
    return selected;
  }

  /** Set while somebody reads: has scrolled away from the top or stands on a row. */
  public BooleanProperty readingProperty() {
    return reading;
  }

  public List<String> addedFacets() {
    return new ArrayList<>(addedFacets);
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
