package dev.eyepiece.ui.receiver;

import dev.eyepiece.agent.ReceiverPort;
import dev.eyepiece.agent.ReceiverRefusal;
import dev.eyepiece.agent.ReceiverReport;
import dev.eyepiece.otlp.Sender;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Who sends, looked at once a second in the background. FX thread only. */
final class ReceiverModel {
  private static final double NANOS = 1e9;

  private final Supplier<ReceiverReport> report;
  private final Background background;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(State.of(ReceiverReport.NOTHING, List.of()));
  private final ReadOnlyObjectWrapper<@Nullable SenderRow> chosen = new ReadOnlyObjectWrapper<>();
  private Map<SenderRow.Key, Long> before = Map.of();
  private long beforeNanos;
  private boolean looking;

  /**
   * What is shown.
   *
   * @param heading one sentence
   * @param told what the lists leave out; empty when they are whole
   * @param nothing whether nobody has sent anything
   */
  record State(
      String heading,
      String told,
      boolean nothing,
      List<ReceiverPort> ports,
      List<SenderRow> senders,
      List<ReceiverRefusal> refusals) {

    static State of(ReceiverReport report, List<SenderRow> rows) {
      return new State(
          heading(report), told(report), rows.isEmpty(), report.ports(), rows, report.refusals());
    }

    private static String heading(ReceiverReport report) {
      if (report.senders().isEmpty()) {
        return "Nobody has sent anything since the start";
      }
      long open = report.senders().stream().filter(sender -> sender.connections() > 0).count();
      long records = report.senders().stream().mapToLong(Sender::allRecords).sum();
      long wire = report.senders().stream().mapToLong(Sender::wireBytes).sum();
      return Formats.count(report.senders().size(), "sender")
          + ", "
          + Formats.count(open)
          + " connected; "
          + Formats.count(records, "record")
          + " taken out of "
          + Formats.bytes(wire);
    }

    private static String told(ReceiverReport report) {
      List<String> left = new ArrayList<>();
      if (report.forgotten() > 0) {
        left.add(
            Formats.count(report.forgotten(), "sender")
                + (report.forgotten() == 1
                    ? " that was silent longest is left out"
                    : " that were silent longest are left out"));
      }
      if (report.refused() > report.refusals().size()) {
        left.add(
            "the newest "
                + Formats.count(report.refusals().size())
                + " of "
                + Formats.count(report.refused())
                + " refusals are listed");
      }
      return String.join("; ", left);
    }
  }

  /**
   * @param report quick, from any thread
   */
  ReceiverModel(
      Supplier<ReceiverReport> report,
      Background background,
      InstantSource clock,
      LongSupplier nanoClock) {
    this.report = report;
    this.background = background;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.beforeNanos = nanoClock.getAsLong();
  }

  /** Looks again, unless the look before has not ended. */
  void tick() {
    if (looking) {
      return;
    }
    looking = true;
    background.run(
        "Look at the receiver",
        report::get,
        this::take,
        failed -> {
          looking = false;
          State old = state.get();
          state.set(
              new State(
                  "The receiver gives no figures: " + failed.getMessage(),
                  "",
                  old.nothing(),
                  old.ports(),
                  old.senders(),
                  old.refusals()));
        });
  }

  private void take(ReceiverReport now) {
    looking = false;
    long nanos = nanoClock.getAsLong();
    double seconds = Math.max(0.1, (nanos - beforeNanos) / NANOS);
    Instant at = clock.instant();
    Map<SenderRow.Key, Long> counts = new HashMap<>();
    List<SenderRow> rows = new ArrayList<>();
    for (Sender sender : now.senders()) {
      SenderRow.Key key = SenderRow.of(sender, 0, at).key();
      long records = sender.allRecords();
      long since = records - before.getOrDefault(key, before.isEmpty() ? records : 0L);
      rows.add(SenderRow.of(sender, Math.round(Math.max(0, since) / seconds), at));
      counts.put(key, records);
    }
    before = counts;
    beforeNanos = nanos;
    state.set(State.of(now, List.copyOf(rows)));
    SenderRow old = chosen.get();
    if (old != null) {
      choose(old.key());
    }
  }

  /** Chooses a sender to see whole; one that is not listed, or {@code null}, is none. */
  void choose(SenderRow.@Nullable Key key) {
    chosen.set(
        state.get().senders().stream()
            .filter(row -> row.key().equals(key))
            .findFirst()
            .orElse(null));
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable SenderRow> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }
}
