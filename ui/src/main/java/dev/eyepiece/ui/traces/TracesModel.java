package dev.eyepiece.ui.traces;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceList;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the list of traces shows: asks the store again after something came, a search or a sort
 * changed, at most once a second and for at most a quarter of the time. FX thread only.
 */
public final class TracesModel {
  /** Rows in the list at most; the footer says when there are more. */
  public static final int MOST_ROWS = 10_000;

  private static final List<String> FACETS = List.of("service", "name", "status");
  private static final int FACET_VALUES = 12;

  /**
   * An answer.
   *
   * @param facets values by field, each counted without its own terms in the search
   * @param heldSpans all spans that are held, matching or not
   */
  public record Answer(TraceList list, Map<String, List<FacetValue>> facets, long heldSpans) {
    static final Answer NONE = new Answer(new TraceList(List.of(), 0, 0), new LinkedHashMap<>(), 0);
  }

  private final Telemetry telemetry;
  private final Ambient ambient;
  private final Background background;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(Answer.NONE);
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");

  private TraceQuery.Sort sort = TraceQuery.Sort.START;
  private boolean descending = true;
  private Background.@Nullable Task running;
  private boolean frozen;
  private long askedGeneration = -1;
  private long notBeforeNanos;
  private long newTraces;

  public TracesModel(
      Telemetry telemetry, Ambient ambient, Background background, InstantSource clock) {
    this.telemetry = telemetry;
    this.ambient = ambient;
    this.background = background;
    this.clock = clock;
    ambient.searchProperty().subscribe(text -> ask());
    ambient.rangeProperty().subscribe(range -> ask());
  }

  public ReadOnlyObjectProperty<Answer> answerProperty() {
    return answer.getReadOnlyProperty();
  }

  /** What went wrong with the last question, empty when nothing did. */
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  public void sortBy(TraceQuery.Sort by, boolean down) {
    if (by != sort || down != descending) {
      sort = by;
      descending = down;
      ask();
    }
  }

  /**
   * While frozen the list keeps what it shows; {@link #waiting} tells how much came in the
   * meantime.
   */
  public void freeze(boolean on) {
    boolean thaws = frozen && !on;
    frozen = on;
    if (thaws) {
      ask();
    }
  }

  /** Spans that came since the list was asked for. */
  public long waiting() {
    return newTraces;
  }

  /** Called now and then: asks again when something came and it is time. */
  public void tick() {
    long generation = telemetry.stats().generation();
    if (generation == askedGeneration) {
      return;
    }
    newTraces = Math.max(0, telemetry.stats().spans() - askedSpans);
    if (ambient.liveProperty().get()
        && !frozen
        && running == null
        && System.nanoTime() >= notBeforeNanos) {
      ask();
    }
  }

  private long askedSpans;

  /** Asks now; a question that is on its way is given up. */
  public void ask() {
    Search search;
    try {
      search = Search.parse(ambient.searchProperty().get());
    } catch (SearchSyntaxException e) {
      trouble.set(e.getMessage());
      return;
    }
    if (running != null) {
      running.cancel();
    }
    askedGeneration = telemetry.stats().generation();
    askedSpans = telemetry.stats().spans();
    newTraces = 0;
    Instant now = clock.instant();
    TimeRange range =
        ambient.rangeProperty().get().at(now.getEpochSecond() * 1_000_000_000L + now.getNano());
    TraceQuery query = new TraceQuery(search, range, sort, descending, MOST_ROWS);
    long began = System.nanoTime();
    running =
        background.run(
            "traces",
            () -> answer(query),
            found -> {
              running = null;
              notBeforeNanos =
                  System.nanoTime() + Math.max(1_000_000_000L, 3 * (System.nanoTime() - began));
              trouble.set("");
              answer.set(found);
            },
            problem -> {
              running = null;
              notBeforeNanos = System.nanoTime() + 2_000_000_000L;
              trouble.set("" + problem.getMessage());
            });
  }

  private Answer answer(TraceQuery query) throws StoreException {
    try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
      TraceList list = snapshot.traces(query);
      Map<String, List<FacetValue>> facets = new LinkedHashMap<>();
      for (String field : FACETS) {
        facets.put(
            field,
            snapshot.facet(
                field, SearchTerms.without(query.search(), field), query.range(), FACET_VALUES));
      }
      return new Answer(list, facets, snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL));
    }
  }

  /** Puts a value of a field into the search, or takes it out again. */
  public void toggle(String field, String value) {
    ambient.searchProperty().set(SearchTerms.toggle(ambient.searchProperty().get(), field, value));
  }

  /** The sentence below the list. */
  public String footer() {
    TraceList list = answer.get().list();
    List<TraceRow> rows = list.rows();
    String shown =
        rows.size() < list.traces()
            ? "first " + rows.size() + " of " + list.traces() + " traces"
            : list.traces() + " traces";
    List<String> parts = new ArrayList<>();
    parts.add(shown + ", sorted over all");
    parts.add(list.matchingSpans() + " of " + answer.get().heldSpans() + " spans match");
    return String.join("   ", parts);
  }
}
