package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import java.util.List;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/**
 * The log records of the open trace: all of them for the bars, those of the selected span or of the
 * whole trace for the details. Reads them again while more come. FX thread only.
 */
public final class TraceLogs {
  private final Asking asking;
  private final LiveRefresh live;
  private final ReadOnlyObjectWrapper<SpanLogs> all = new ReadOnlyObjectWrapper<>(SpanLogs.NONE);
  private final ReadOnlyObjectWrapper<List<LogRow>> shown = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private final BooleanProperty whole = new SimpleBooleanProperty();
  private @Nullable TraceId trace;
  private String trouble = "";
  private long span;

  TraceLogs(
      Telemetry telemetry,
      Ambient ambient,
      Background background,
      LongSupplier nanoTime,
      Later later) {
    asking = new Asking(telemetry, background);
    live = new LiveRefresh(telemetry, background, nanoTime, later, this::load);
    ambient.liveProperty().subscribe(on -> live.setPaused(!on));
    whole.subscribe(() -> choose());
  }

  /** Reads the records of a trace from now on. */
  void open(TraceId id) {
    if (!id.equals(trace)) {
      trace = id;
      trouble = "";
      all.set(SpanLogs.NONE);
      choose();
    }
    load();
    live.start();
  }

  void stop() {
    live.stop();
    asking.cancel();
    live.ended();
  }

  private void load() {
    TraceId id = trace;
    if (id == null) {
      return;
    }
    live.began();
    asking.ask(
        "Read log records of a trace",
        snapshot -> SpanLogs.ask(snapshot, id),
        answer -> {
          trouble = "";
          // Records are never changed or taken out while they are held, so size tells.
          if (answer.all().size() != all.get().all().size()) {
            all.set(answer);
          }
          choose();
          live.ended();
        },
        failure -> {
          trouble = "Log records could not be read: " + Texts.of(failure);
          choose();
          live.ended();
        });
  }

  /** Another span is selected; 0 for none. */
  void setSpan(long spanId) {
    span = spanId;
    choose();
  }

  private void choose() {
    SpanLogs now = all.get();
    List<LogRow> rows = whole.get() ? now.all() : span == 0 ? List.of() : now.of(span);
    said.set(trouble.isEmpty() ? say(now, rows.size()) : trouble);
    if (!rows.equals(shown.get())) {
      shown.set(rows);
    }
  }

  private String say(SpanLogs now, int rows) {
    int count = now.all().size();
    if (count == 0) {
      return "No log record of this trace is held.";
    }
    String of = now.cut() ? "the oldest " + Formats.count(count, "record") : "";
    if (whole.get()) {
      return of.isEmpty() ? Formats.count(count, "record") : of;
    }
    return rows == 0
        ? "No log record of this span; the trace has "
            + (now.cut() ? "more than " : "")
            + count
            + "."
        : rows + " of " + (of.isEmpty() ? Formats.count(count, "record") : of);
  }

  /** Goes to a record among the others of its trace. */
  static void open(LogRow row, Navigator navigator) {
    TraceId id = row.traceId();
    Place.LogPoint at = new Place.LogPoint(id, row.source().log().spanId(), row.timeUnixNano());
    navigator.open(new Place.Logs(at), "trace:" + id);
  }

  /** All that are held of the trace. */
  ReadOnlyObjectProperty<SpanLogs> allProperty() {
    return all.getReadOnlyProperty();
  }

  /** Those to be listed, oldest first. */
  public ReadOnlyObjectProperty<List<LogRow>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** What is listed of how many, or why nothing is, as a sentence. */
  public ReadOnlyStringProperty saidProperty() {
    return said.getReadOnlyProperty();
  }

  /** Whether records of the whole trace are listed, not those of the selected span alone. */
  public BooleanProperty wholeProperty() {
    return whole;
  }
}
