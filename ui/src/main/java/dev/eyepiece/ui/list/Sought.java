package dev.eyepiece.ui.list;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.shell.Ambient;
import java.time.Instant;
import java.time.InstantSource;

/** What a list is asked for: the window's search and time range, ended by a pause. FX thread. */
public final class Sought {
  private final Ambient ambient;
  private final InstantSource clock;
  private long pausedAt = Long.MAX_VALUE;

  Sought(Ambient ambient, InstantSource clock) {
    this.ambient = ambient;
    this.clock = clock;
    ambient.liveProperty().subscribe(live -> pausedAt = live ? Long.MAX_VALUE : now());
  }

  /** The wall clock, in nanoseconds since 1970. */
  long now() {
    Instant instant = clock.instant();
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  /** The range as of now; a pause ends it. */
  public TimeRange range() {
    TimeRange range = ambient.rangeProperty().get().at(now());
    return new TimeRange(range.fromUnixNano(), Math.min(range.toUnixNano(), pausedAt));
  }

  Search parsed() throws SearchSyntaxException {
    return Search.parse(text());
  }

  /** The search as typed. */
  public String text() {
    return ambient.searchProperty().get();
  }

  SearchText terms() {
    return SearchText.of(text());
  }

  public boolean isEmpty() {
    return terms().isEmpty();
  }

  public boolean isPaused() {
    return pausedAt != Long.MAX_VALUE;
  }

  public boolean isAllTime() {
    return ambient.rangeProperty().get() instanceof Ambient.Range.All;
  }

  /** Puts another search into the window's one search line. */
  public void search(String text) {
    ambient.searchProperty().set(text);
  }

  /** Shows everything that is held. */
  public void allTime() {
    ambient.rangeProperty().set(new Ambient.Range.All());
  }

  /** Shows only a stretch of time. */
  public void only(TimeRange range) {
    ambient.rangeProperty().set(new Ambient.Range.Between(range));
  }

  /** Adds what a value of a field means to the search, or takes it away. */
  void toggle(String field, String value, boolean exclude) {
    SearchText changed =
        exclude ? terms().toggleExclude(field, value) : terms().toggle(field, value);
    search(changed.text());
  }
}
