package dev.eyepiece.ui.traces;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.facet.Facet;
import dev.eyepiece.ui.facet.FacetChoices;
import dev.eyepiece.ui.facet.Facets;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Asking;
import dev.eyepiece.ui.trace.Later;
import dev.eyepiece.ui.trace.LiveRefresh;
import dev.eyepiece.ui.trace.TraceWalk;
import java.time.InstantSource;
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
 * What the list of traces shows: it asks again when the search, the range, the order or the
 * telemetry changes, and never moves rows under a reader. FX thread only.
 */
public final class TracesViewModel implements TraceWalk, FacetChoices {
  private static final int MOST_KEYS = 1_000;
  private static final List<String> ALWAYS = List.of("service", "name", "status");

  private final Telemetry telemetry;
  private final Ambient ambient;
  private final InstantSource clock;
  private final Asking listAsking;
  private final Asking facetAsking;
  private final Asking compareAsking;
  private final Asking keysAsking;
  private final LiveRefresh live;

  private final ObservableList<TraceRow> rows = FXCollections.observableArrayList();
  private final ObservableList<String> addedFacets = FXCollections.observableArrayList();

  /** Held here, for listeners on it would go with it. */
  private final ObservableList<String> addedFacetsSeen =
      FXCollections.unmodifiableObservableList(addedFacets);

  private final ReadOnlyObjectWrapper<ListState> state =
      new ReadOnlyObjectWrapper<>(new ListState.Waiting());
  private final ReadOnlyObjectWrapper<List<Facet>> facets = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<@Nullable Listing> listing = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Integer> pending = new ReadOnlyObjectWrapper<>(0);
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ObjectProperty<TraceOrder> order = new SimpleObjectProperty<>(TraceOrder.NEWEST);
  private final ObjectProperty<@Nullable TraceId> selected = new SimpleObjectProperty<>();
  private final BooleanProperty reading = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Set<TraceId>> arrived = new ReadOnlyObjectWrapper<>(Set.of());
  private final ReadOnlyObjectWrapper<TraceBounds> bounds =
      new ReadOnlyObjectWrapper<>(TraceBounds.ANY);
  private final ReadOnlyObjectWrapper<CompareState> compared =
      new ReadOnlyObjectWrapper<>(new CompareState.Off());
  private final ReadOnlyObjectWrapper<Integer> answers = new ReadOnlyObjectWrapper<>(0);
  private final ReadOnlyObjectWrapper<String> trouble = new ReadOnlyObjectWrapper<>("");

  /** What {@code rows} holds, as a list that background threads may read. */
  private List<TraceRow> held = List.of();

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
    this.compareAsking = new Asking(telemetry, background);
    this.keysAsking = new Asking(telemetry, background);
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
    keysAsking.cancel();
    if (compared.get() instanceof CompareState.Running) {
      closeComparison();
    }
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
    Search search = parsed();
    if (search == null) {
      return;
    }
    TraceOrder by = order.get();
    TraceQuery query =
        new TraceQuery(
            search, range(), bounds.get(), by.sort(), by.descending(), ListQuestion.MOST_ROWS);
    List<TraceRow> shown = held;
    live.began();
    busy.set(true);
    boolean adopt = byUser || stale;
    listAsking.ask(
        "List traces",
        snapshot -> ListQuestion.ask(snapshot, query, text, shown),
        answer -> {
          busy.set(false);
          stale = false;
          trouble.set("");
          take(answer, adopt);
          askFacets(text, query.range());
        },
        this::failed);
  }

  /** The search, or null when it does not read, which is then said. */
  private @Nullable Search parsed() {
    try {
      return Search.parse(ambient.searchProperty().get());
    } catch (SearchSyntaxException e) {
      fail("The search does not read: " + e.getMessage());
      return null;
    }
  }

  private void askFacets(SearchText text, TimeRange range) {
    List<String> added = List.copyOf(addedFacets);
    facetAsking.ask(
        "Count facets",
        snapshot ->
            Facets.ask(
                (field, search, limit) -> snapshot.facet(field, search, range, limit),
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

  private void failed(Throwable failure) {
    busy.set(false);
    live.ended();
    fail("The traces could not be read: " + why(failure));
  }

  /** Rows that are there stay; only an empty list gives way to the message. */
  private void fail(String message) {
    trouble.set(message);
    if (rows.isEmpty()) {
      state.set(new ListState.Failed(message));
    }
  }

  private static String why(Throwable failure) {
    String why = failure.getMessage();
    return why == null ? failure.getClass().getSimpleName() : why;
  }

  private void take(Listing answer, boolean adopt) {
    listing.set(answer);
    ListChange change = answer.change();
    if (adopt || !reading.get() || held.isEmpty()) {
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
            ambient.searchProperty().get(),
            answer.before(),
            answer.drops(),
            !(ambient.rangeProperty().get() instanceof Ambient.Range.All),
            !bounds.get().equals(TraceBounds.ANY));
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

  /** Finds out what the traces within the bounds have more or less often than the others. */
  public void compare(TraceBounds box) {
    Search search = parsed();
    if (search == null) {
      return;
    }
    TimeRange range = range();
    compared.set(new CompareState.Running(box));
    compareAsking.ask(
        "Compare traces",
        snapshot -> Comparing.ask(snapshot, search, range, box),
        found -> compared.set(new CompareState.Found(found)),
        failure -> compared.set(new CompareState.Failed(box, why(failure))));
  }

  public void closeComparison() {
    compareAsking.cancel();
    compared.set(new CompareState.Off());
  }

  /** Lists only traces within the bounds; {@link TraceBounds#ANY} lists all again. */
  public void within(TraceBounds only) {
    if (!only.equals(bounds.get())) {
      bounds.set(only);
      asked();
    }
  }

  /** Puts another search into the window's one search line. */
  public void search(String text) {
    ambient.searchProperty().set(text);
  }

  /** Follows what comes, after a pause, and shows everything that is held. */
  public void allTime() {
    ambient.rangeProperty().set(new Ambient.Range.All());
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

  /** Adds what a facet's value means to the search, or takes it away. */
  @Override
  public void toggle(String field, String value, boolean exclude) {
    SearchText text = SearchText.of(ambient.searchProperty().get());
    SearchText changed = exclude ? text.toggleExclude(field, value) : text.toggle(field, value);
    ambient.searchProperty().set(changed.text());
  }

  /** Shows the values of one more attribute. */
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

  /** Asks which attribute keys are held, most frequent first. */
  @Override
  public void attributeKeys(Consumer<List<FacetValue>> done) {
    keysAsking.ask(
        "List attribute keys",
        snapshot -> snapshot.attributeKeys(MOST_KEYS),
        done,
        failure -> trouble.set("The attribute keys could not be listed: " + why(failure)));
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
    return Footer.of(rows.size(), answer);
  }

  /** The rows as a list that does not change; safe to read on any thread once it is had. */
  List<TraceRow> held() {
    return held;
  }

  /** Whether nothing is searched for. */
  boolean isSearchEmpty() {
    return SearchText.of(ambient.searchProperty().get()).isEmpty();
  }

  public ObservableList<TraceRow> rows() {
    return rows;
  }

  ReadOnlyObjectProperty<ListState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyObjectProperty<List<Facet>> facetsProperty() {
    return facets.getReadOnlyProperty();
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

  ReadOnlyObjectProperty<CompareState> comparedProperty() {
    return compared.getReadOnlyProperty();
  }

  /** What went wrong last, one sentence; empty when nothing did. */
  public ReadOnlyObjectProperty<String> troubleProperty() {
    return trouble.getReadOnlyProperty();
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

  public ObservableList<String> addedFacets() {
    return addedFacetsSeen;
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
