package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunBook;
import dev.eyepiece.agent.RunComparison;
import dev.eyepiece.agent.RunQuestions;
import dev.eyepiece.agent.RunSummary;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.SqlDialect;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Asking;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The runs, the two that are compared, and what became of the last change. The list is asked for
 * again while it is shown and something came, never for more than a twentieth of the time. FX
 * thread only.
 */
public final class RunsModel {
  private static final long SHARE = 20;

  /** What a comparison lists. */
  enum By {
    SERVICES("Services"),
    OPERATIONS("Operations");

    private final String title;

    By(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /**
   * The list.
   *
   * @param asked whether there was an answer yet
   * @param trouble why there is none; empty when there is
   * @param keeps whether runs can be pinned: what a store elsewhere keeps is its own affair
   */
  record Listing(List<RunSummary> runs, boolean asked, String trouble, boolean keeps) {
    static final Listing UNKNOWN = new Listing(List.of(), false, "", false);

    /** The marked run that goes on. */
    @Nullable RunSummary open() {
      return runs.stream().filter(run -> run.note().open()).findFirst().orElse(null);
    }

    @Nullable RunSummary called(@Nullable String name) {
      return runs.stream().filter(run -> run.name().equals(name)).findFirst().orElse(null);
    }
  }

  private final Telemetry telemetry;
  private final @Nullable RunBook book;
  private final Background background;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Asking listing;
  private final Asking comparing;
  private final ReadOnlyObjectWrapper<Listing> list = new ReadOnlyObjectWrapper<>(Listing.UNKNOWN);
  private final ReadOnlyObjectWrapper<@Nullable RunSummary> chosen = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable RunSummary> base = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Compared> compared =
      new ReadOnlyObjectWrapper<>(new Compared.Nothing());
  private final ReadOnlyObjectWrapper<String> said = new ReadOnlyObjectWrapper<>("");
  private final ObjectProperty<By> by = new SimpleObjectProperty<>(By.OPERATIONS);
  private boolean baseWanted;
  private long seen = -1;
  private long notBefore;

  /**
   * @param book what is known of runs beside their telemetry; null where nothing can be noted
   * @param nanoTime a monotonic clock
   */
  public RunsModel(
      Telemetry telemetry,
      @Nullable RunBook book,
      Background background,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.telemetry = telemetry;
    this.book = book;
    this.background = background;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.listing = new Asking(telemetry, background);
    this.comparing = new Asking(telemetry, background);
    this.notBefore = nanoTime.getAsLong();
  }

  /** It is shown: looks, and compares what was chosen before. */
  void show() {
    look();
    if (compared.get() instanceof Compared.Nothing) {
      compare();
    }
  }

  /** Time has passed: looks again when something came and it is not too soon. */
  void tick() {
    boolean came = telemetry.stats().generation() != seen || list.get().open() != null;
    if (came && !listing.isBusy() && nanoTime.getAsLong() - notBefore >= 0) {
      look();
    }
  }

  /** Looks again, now. */
  void look() {
    long began = nanoTime.getAsLong();
    seen = telemetry.stats().generation();
    listing.ask(
        "List runs",
        snapshot ->
            new Listing(
                RunQuestions.of(snapshot, book, clock).list(),
                true,
                "",
                book != null && snapshot.dialect() == SqlDialect.DUCKDB),
        answer -> {
          pace(began);
          take(answer);
        },
        failure -> {
          pace(began);
          Listing old = list.get();
          list.set(
              new Listing(old.runs(), true, String.valueOf(failure.getMessage()), old.keeps()));
        });
  }

  private void pace(long began) {
    long now = nanoTime.getAsLong();
    notBefore = now + SHARE * (now - began);
  }

  private void take(Listing now) {
    list.set(now);
    RunSummary was = chosen.get();
    if (was != null) {
      chosen.set(now.called(was.name()));
    }
    RunSummary wasBase = base.get();
    if (wasBase != null) {
      base.set(now.called(wasBase.name()));
    }
    if (chosen.get() == null || base.get() == null) {
      comparing.cancel();
      compared.set(new Compared.Nothing());
    } else if (compared.get() instanceof Compared.Done(RunComparison of, boolean old)
        && !old
        && !(same(of.before(), base.get()) && same(of.after(), chosen.get()))) {
      compared.set(new Compared.Done(of, true));
    }
  }

  private static boolean same(RunSummary compared, @Nullable RunSummary now) {
    return now != null && compared.spans() == now.spans() && compared.errors() == now.errors();
  }

  /** Chooses a run, which is compared with the one before it unless another was wanted. */
  void choose(@Nullable String name) {
    RunSummary run = list.get().called(name);
    if (run != null && chosen.get() != null && run.name().equals(chosen.get().name())) {
      return;
    }
    said.set("");
    chosen.set(run);
    RunSummary from = base.get();
    if (!baseWanted || from == null || (run != null && from.name().equals(run.name()))) {
      baseWanted = false;
      base.set(run == null ? null : before(run));
    }
    compare();
  }

  /** The next older run that sent spans. */
  private @Nullable RunSummary before(RunSummary run) {
    List<RunSummary> runs = list.get().runs();
    return runs.stream()
        .skip(runs.indexOf(run) + 1L)
        .filter(other -> other.spans() > 0)
        .findFirst()
        .orElse(null);
  }

  /** Compares the chosen run with this one, and those that are chosen next. */
  void compareWith(String name) {
    RunSummary from = base.get();
    if (from == null || !from.name().equals(name)) {
      base.set(list.get().called(name));
      baseWanted = base.get() != null;
      compare();
    }
  }

  /** Compares the other way round. */
  void exchange() {
    RunSummary run = chosen.get();
    RunSummary from = base.get();
    if (run != null && from != null) {
      chosen.set(from);
      base.set(run);
      baseWanted = true;
      compare();
    }
  }

  /** Compares anew what is chosen. */
  void compare() {
    RunSummary before = base.get();
    RunSummary after = chosen.get();
    if (before == null || after == null) {
      comparing.cancel();
      compared.set(new Compared.Nothing());
      return;
    }
    compared.set(new Compared.Asking());
    comparing.ask(
        "Compare two runs",
        snapshot -> RunQuestions.of(snapshot, book, clock).compare(before, after),
        answer -> compared.set(new Compared.Done(answer, false)),
        failure -> compared.set(new Compared.Failed(String.valueOf(failure.getMessage()))));
  }

  private long now() {
    var now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** Why nothing can be noted; empty when it can. */
  String fixed() {
    return book == null ? "There is no data folder here, in which runs could be noted." : "";
  }

  /** Marks this moment as the start of a run. */
  void start(String label) {
    RunBook noted = book;
    if (noted != null) {
      long at = now();
      change("Start a run", () -> noted.mark(label, at), name -> label.strip() + " began");
    }
  }

  /** Marks this moment as the end of the run that goes on. */
  void end() {
    RunBook noted = book;
    if (noted != null) {
      long at = now();
      change("End a run", () -> String.valueOf(noted.endMark(at)), name -> "The run ended");
    }
  }

  void call(RunSummary run, String label) {
    change(
        "Call a run otherwise", written(noted -> noted.call(run.name(), label)), name -> "Renamed");
  }

  /** Keeps what came while a run went on, or does no longer. */
  void pin(RunSummary run, boolean on) {
    change(
        on ? "Pin a run" : "Unpin a run",
        written(noted -> {
          if (on) {
            noted.pin(run);
          } else {
            noted.unpin(run);
          }
        }),
        name ->
            on
                ? "It stays when the oldest goes for room"
                : "It goes when it is the oldest and there is no room");
  }

  /** Forgets a marked run; what came stays. */
  void forget(RunSummary run) {
    if (run.note().marked()) {
      change("Forget a run", written(noted -> noted.forget(run.name())), name -> "Forgotten");
    }
  }

  /** Something to be written. */
  private interface Writing {
    void in(RunBook noted) throws Exception;
  }

  private Callable<String> written(Writing writing) {
    return () -> {
      if (book != null) {
        writing.in(book);
      }
      return "";
    };
  }

  private interface Words {
    String of(String result);
  }

  private void change(String title, Callable<String> work, Words done) {
    background.run(
        title,
        work,
        result -> {
          said.set(done.of(result));
          look();
        },
        failure -> said.set("Not done: " + failure.getMessage()));
  }

  /** Ends what is asked. */
  void stop() {
    listing.cancel();
    comparing.cancel();
    if (compared.get() instanceof Compared.Asking) {
      compared.set(new Compared.Nothing());
    }
  }

  ReadOnlyObjectProperty<Listing> listProperty() {
    return list.getReadOnlyProperty();
  }

  /** The run that is looked at, B; null for none. */
  ReadOnlyObjectProperty<@Nullable RunSummary> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /** The run it is compared with, A; null for none. */
  ReadOnlyObjectProperty<@Nullable RunSummary> baseProperty() {
    return base.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Compared> comparedProperty() {
    return compared.getReadOnlyProperty();
  }

  /** What became of the last change. */
  ReadOnlyObjectProperty<String> saidProperty() {
    return said.getReadOnlyProperty();
  }

  ObjectProperty<By> byProperty() {
    return by;
  }
}
