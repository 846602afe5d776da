package dev.eyepiece.ui.list;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.facet.Facet;
import dev.eyepiece.ui.facet.FacetChoices;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Asking;
import dev.eyepiece.ui.trace.Later;
import dev.eyepiece.ui.trace.LiveRefresh;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * A list of records that follows search, time range and telemetry, with its facets. It asks again
 * when one of them changes, and never takes rows from under a reader. FX thread only.
 *
 * @param <A> the answer to the list's question, made on a background thread
 */
public abstract class ListModel<A> implements FacetChoices {
  private final Ambient ambient;
  private final Sought sought;
  private final String noun;
  private final Asking listAsking;
  private final LiveRefresh live;
  private final ListFacets facets;
  private final AnswerAge age;
  private final ReadOnlyObjectWrapper<String> trouble = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final BooleanProperty reading = new SimpleBooleanProperty();
  private boolean visible;
  private boolean stale = true;

  /**
   * What every list is given.
   *
   * @param clock the wall clock, for ranges such as "the last 5 minutes"
   * @param nanoTime a monotonic clock, for the pace of refreshes
   */
  public record Needs(
      Telemetry telemetry,
      Ambient ambient,
      Background background,
      InstantSource clock,
      LongSupplier nanoTime,
      Later later) {}

  /**
   * Builds the model; nothing is asked before {@link #show}.
   *
   * @param noun the records, in the plural
   * @param always facets that are always there
   */
  protected ListModel(Needs needs, String noun, List<String> always) {
    this.ambient = needs.ambient();
    this.sought = new Sought(needs.ambient(), needs.clock());
    this.noun = noun;
    this.facets = new ListFacets(this, needs, noun, always);
    this.age =
        new AnswerAge(sought::now, needs.nanoTime(), () -> needs.telemetry().stats().generation());
    this.listAsking = new Asking(needs.telemetry(), needs.background());
    this.live =
        new LiveRefresh(
            needs.telemetry(),
            needs.background(),
            needs.nanoTime(),
            needs.later(),
            () -> query(false));
    ambient.searchProperty().subscribe((old, now) -> asked());
    ambient.rangeProperty().subscribe((old, now) -> asked());
    ambient.liveProperty().subscribe(on -> live.setPaused(!on));
    reading.subscribe((old, now) -> letGo(now));
  }

  /** The question for the list, as things are now. */
  protected abstract Asking.Question<A> question(Search search, SearchText text, TimeRange range);

  /** The most frequent values of a field; blocks. */
  protected abstract List<FacetValue> facet(
      TelemetrySnapshot snapshot, String field, Search search, TimeRange range, int limit)
      throws StoreException;

  /** The most frequent attribute keys; blocks. */
  protected abstract List<FacetValue> keys(TelemetrySnapshot snapshot, int most)
      throws StoreException;

  /**
   * Takes an answer in.
   *
   * @param adopt whether the rows are shown even to a reader, who asked for something else
   */
  protected abstract void take(A answer, boolean adopt);

  /**
   * Finds out what an answer that was taken in lacks, before facets are counted.
   *
   * @param then to be run once, however that ended
   */
  protected void complete(A answer, Runnable then) {
    then.run();
  }

  /** Whether the list shows no row. */
  protected abstract boolean isEmpty();

  /** Whether rows are held back. */
  protected abstract boolean isHoldingBack();

  /** Nothing is shown, and a failure is why: one sentence. */
  protected abstract void failedEmpty(String message);

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
    stale |= listAsking.isBusy();
    listAsking.cancel();
    age.gaveUp();
    facets.cancel();
    live.ended();
    busy.set(false);
  }

  /** Something else is asked for. */
  protected final void asked() {
    stale = true;
    if (visible) {
      query(true);
    }
  }

  /** Asks again at once, as when the user wants the rows that were held back. */
  public final void refresh() {
    asked();
  }

  private void query(boolean byUser) {
    Search search = parsed();
    if (search == null) {
      return;
    }
    SearchText text = sought.terms();
    TimeRange range = sought.range();
    Asking.Question<A> question = question(search, text, range);
    boolean adopt = byUser || stale;
    live.began();
    age.asked();
    busy.set(true);
    listAsking.ask(
        "List " + noun,
        question,
        answer -> {
          busy.set(false);
          age.answered();
          stale = false;
          trouble.set("");
          take(answer, adopt);
          complete(answer, () -> facets.ask(text, range, live::ended));
        },
        failure -> {
          busy.set(false);
          age.gaveUp();
          live.ended();
          fail("The " + noun + " could not be read: " + why(failure));
        });
  }

  /** The search, or null when it does not read, which is then said. */
  protected final @Nullable Search parsed() {
    try {
      return sought.parsed();
    } catch (SearchSyntaxException e) {
      fail("The search does not read: " + e.getMessage());
      return null;
    }
  }

  /** Rows that are there stay; only an empty list gives way to the message. */
  private void fail(String message) {
    trouble.set(message);
    if (isEmpty()) {
      failedEmpty(message);
    }
  }

  /** What a failure says of itself. */
  public static String why(Throwable failure) {
    String why = failure.getMessage();
    return why == null ? failure.getClass().getSimpleName() : why;
  }

  /** Says what went wrong without taking anything from the list. */
  protected final void say(String sentence) {
    trouble.set(sentence);
  }

  /** Whether what is shown is not what would be asked for now. */
  protected final boolean isStale() {
    return stale;
  }

  /** A reader who lets go of the list gets what was held back. */
  private void letGo(boolean isReading) {
    if (!isReading && isHoldingBack()) {
      asked();
    }
  }

  /** Ends the pause, if there is one, and shows what was held back. */
  public final void catchUp() {
    reading.set(false);
    if (ambient.liveProperty().get()) {
      asked();
    } else {
      ambient.liveProperty().set(true);
    }
  }

  /** The search and the range that the list is asked for. */
  public final Sought sought() {
    return sought;
  }

  @Override
  public final void toggle(String field, String value, boolean exclude) {
    sought.toggle(field, value, exclude);
  }

  @Override
  public final void addFacet(String field) {
    if (facets.add(field)) {
      asked();
    }
  }

  @Override
  public final void removeFacet(String field) {
    facets.remove(field);
  }

  @Override
  public final void attributeKeys(Consumer<List<FacetValue>> done) {
    facets.keys(done);
  }

  /** The facets that the user added. */
  public final ObservableList<String> addedFacets() {
    return facets.added();
  }

  @Override
  public final ReadOnlyObjectProperty<List<Facet>> facetsProperty() {
    return facets.facetsProperty();
  }

  /**
   * How old the answer is that is shown, as {@code as of 14:03:10, asking…}: once it is five
   * seconds old and more came since. Empty otherwise, and during a pause, when nothing is to be
   * new. It grows without telling, so it is to be asked for again and again.
   */
  public final String age(ZoneId zone) {
    return sought.isPaused() ? "" : age.sentence(zone);
  }

  /** What went wrong last, one sentence; empty when nothing did. */
  public final ReadOnlyObjectProperty<String> troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  public final ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Set while somebody reads: has scrolled away from the newest or chose a row. */
  public final BooleanProperty readingProperty() {
    return reading;
  }
}
