package dev.eyepiece.ui.search;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchReading;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.SearchToken;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Asking;
import dev.eyepiece.ui.trace.Later;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the search line knows while a person types: completions, the number of matches, what is
 * wrong. All questions to the data run in the background, and a newer one ends the older. FX thread
 * only.
 */
public final class SearchLineModel {
  private static final long PAUSE_NANOS = 150_000_000;
  private static final int MOST_VALUES = 200;

  private final Telemetry telemetry;
  private final Ambient ambient;
  private final SearchHistory history;
  private final InstantSource clock;
  private final Later later;
  private final Asking keysAsked;
  private final Asking valuesAsked;
  private final Asking countAsked;

  private final ReadOnlyObjectWrapper<List<Completion>> completions =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<@Nullable Message> message = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");

  private KeyCatalogue catalogue = KeyCatalogue.EMPTY;
  private @Nullable Known catalogueOf;
  private String text = "";
  private SearchCursor cursor = SearchCursor.at("", 0);
  private boolean offering;
  private long typedTimes;
  private int inHistory = -1;
  private String typedBeforeHistory = "";

  /** Of which records a catalogue tells, and of when. */
  private record Known(Signal signal, long generation) {}

  /**
   * What is said below the line.
   *
   * @param error whether the search cannot be made; else it is advice
   * @param at character under which it is said
   * @param length of what is wrong, 0 for a place between characters
   * @param better the whole search as it was probably meant, empty when nobody knows
   */
  public record Message(boolean error, int at, int length, String sentence, String better) {}

  /** A completion taken: the line's new text and where the caret goes. */
  public record Taken(String text, int caret) {}

  public SearchLineModel(
      Telemetry telemetry,
      Ambient ambient,
      SearchHistory history,
      Background background,
      InstantSource clock,
      Later later) {
    this.telemetry = telemetry;
    this.ambient = ambient;
    this.history = history;
    this.clock = clock;
    this.later = later;
    keysAsked = new Asking(telemetry, background);
    valuesAsked = new Asking(telemetry, background);
    countAsked = new Asking(telemetry, background);
  }

  ReadOnlyObjectProperty<List<Completion>> completionsProperty() {
    return completions.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<@Nullable Message> messageProperty() {
    return message.getReadOnlyProperty();
  }

  /** {@code 36 spans match}, empty while unknown or nothing is typed. */
  public ReadOnlyStringProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  /** What the view lists that the search is made for. */
  private Signal signal() {
    return ambient.signalProperty().get();
  }

  /** The line got the focus: learns the keys that are held when they have changed. */
  public void enter() {
    Known wanted = new Known(signal(), telemetry.stats().generation());
    if (wanted.equals(catalogueOf)) {
      return;
    }
    if (catalogueOf == null || wanted.signal() != catalogueOf.signal()) {
      catalogue = KeyCatalogue.EMPTY;
    }
    keysAsked.ask(
        "Attribute keys",
        snapshot -> KeyCatalogue.read(snapshot, wanted.signal()),
        read -> {
          catalogue = read;
          catalogueOf = wanted;
          if (offering && cursor.key() == null) {
            offer();
          }
        },
        // Completion is a help: without it the line works, and the views say what fails.
        failure -> catalogueOf = null);
  }

  /** What the stretches of a text are, whether it can be read or not. */
  static List<SearchToken> tokens(String text) {
    return SearchReading.of(text, InstantSource.system()).tokens();
  }

  /** The text or the caret changed by typing. */
  public void typed(String now, int caret) {
    boolean changed = !now.equals(text);
    text = now;
    cursor = SearchCursor.at(now, Math.min(caret, now.length()));
    if (changed) {
      inHistory = -1;
      message.set(null);
      offering = true;
      askSoon();
    }
    if (offering) {
      offer();
    }
  }

  private void offer() {
    String key = cursor.key();
    if (key == null) {
      valuesAsked.cancel();
      completions.set(
          switch (cursor.place(text)) {
            case TERM -> Completions.keys(signal(), cursor.typed(), catalogue);
            case RELATION -> Completions.relations();
            case AGGREGATE -> Completions.aggregates(cursor.typed());
          });
      return;
    }
    String typed = cursor.typed();
    Signal of = signal();
    completions.set(Completions.values(of, key, typed, List.of(), catalogue));
    valuesAsked.ask(
        "Values of " + key,
        snapshot ->
            snapshot
                .records(of)
                .facet(
                    SearchFields.canonical(key), Search.All.INSTANCE, TimeRange.ALL, MOST_VALUES),
        held -> offerValues(of, key, held),
        failure -> completions.set(List.of()));
  }

  private void offerValues(Signal of, String key, List<FacetValue> held) {
    if (key.equals(cursor.key())) {
      completions.set(Completions.values(of, key, cursor.typed(), held, catalogue));
    }
  }

  /** Nothing is offered any more, until something is typed. */
  public void dismiss() {
    offering = false;
    valuesAsked.cancel();
    completions.set(List.of());
  }

  Taken take(Completion chosen) {
    boolean whole = !chosen.insert().endsWith(":") && !chosen.insert().endsWith("(");
    String tail = text.substring(cursor.end());
    if (!whole && tail.startsWith(":")) {
      tail = tail.substring(1);
    }
    String gap = whole && tail.isEmpty() ? " " : "";
    String now = text.substring(0, cursor.start()) + chosen.insert() + gap + tail;
    return new Taken(now, cursor.start() + chosen.insert().length() + gap.length());
  }

  private void askSoon() {
    count.set("");
    countAsked.cancel();
    long mine = ++typedTimes;
    later.run(
        PAUSE_NANOS,
        () -> {
          if (mine == typedTimes) {
            ask();
          }
        });
  }

  private void ask() {
    String asked = text;
    Search search;
    try {
      search = Search.parse(asked.strip());
    } catch (SearchSyntaxException e) {
      // Half a search is no error while it is typed; it becomes one with Enter.
      return;
    }
    if (search == Search.All.INSTANCE) {
      return;
    }
    Instant now = clock.instant();
    TimeRange range =
        ambient.rangeProperty().get().at(now.getEpochSecond() * 1_000_000_000L + now.getNano());
    KeyCatalogue known = catalogue;
    Signal of = signal();
    countAsked.ask(
        "Count matches",
        snapshot -> SearchCheck.of(snapshot, of, search, range, known),
        check -> show(of, asked, check),
        failure -> count.set(""));
  }

  private void show(Signal of, String asked, SearchCheck check) {
    String spans = Completions.counted(Signal.TRACES, check.matches());
    count.set(
        switch (of) {
          case METRICS, PROFILES -> Completions.counted(of, check.own());
          case TRACES, LOGS ->
              of == Signal.TRACES && check.logs() == 0
                  ? spans
                  : Completions.counted(Signal.LOGS, check.logs()) + ", " + spans;
        });
    if (!check.hint().isEmpty() && asked.equals(text)) {
      int at = place(asked, check.wrong());
      String better =
          check.better().isEmpty()
              ? ""
              : asked.substring(0, at)
                  + check.better()
                  + asked.substring(at + check.wrong().length());
      message.set(new Message(false, at, check.wrong().length(), check.hint(), better));
    }
  }

  /** Where a key or a value stands as such, and not as part of another. */
  private static int place(String asked, String wrong) {
    return tokens(asked).stream()
        .filter(token -> asked.substring(token.start(), token.end()).equals(wrong))
        .mapToInt(SearchToken::start)
        .findFirst()
        .orElse(Math.max(0, asked.indexOf(wrong)));
  }

  /**
   * Enter: makes the search, or says why it cannot be made.
   *
   * @return whether it was made
   */
  public boolean commit(String now) {
    text = now;
    dismiss();
    try {
      Search.parse(now.strip());
    } catch (SearchSyntaxException e) {
      message.set(new Message(true, e.position(), 0, String.valueOf(e.getMessage()), ""));
      return false;
    }
    if (message.get() != null && message.get().error()) {
      message.set(null);
    }
    history.add(now);
    inHistory = -1;
    ambient.searchProperty().set(now.strip());
    if (count.get().isEmpty()) {
      askSoon();
    }
    return true;
  }

  /** The message was read. */
  public void closeMessage() {
    message.set(null);
  }

  /**
   * Steps through the searches that were made.
   *
   * @param older up, else down
   * @return the text to show, null when there is no further one
   */
  public @Nullable String step(boolean older, String now) {
    List<String> made = history.all();
    int next = inHistory + (older ? 1 : -1);
    if (older && next == 0 && !made.isEmpty() && made.getFirst().equals(now)) {
      next = 1;
    }
    if (next >= made.size() || next < -1) {
      return null;
    }
    if (inHistory < 0) {
      typedBeforeHistory = now;
    }
    inHistory = next;
    text = next < 0 ? typedBeforeHistory : made.get(next);
    message.set(null);
    askSoon();
    return text;
  }

  /** Ends what runs. */
  public void close() {
    keysAsked.cancel();
    valuesAsked.cancel();
    countAsked.cancel();
  }
}
