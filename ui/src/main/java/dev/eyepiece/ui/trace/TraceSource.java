package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Reads the spans of the trace that is open, and again while more of them come. FX thread only. */
final class TraceSource {
  private final Asking asking;
  private final LiveRefresh live;
  private final Supplier<@Nullable TraceData> known;
  private final Consumer<TraceData> taken;
  private final ReadOnlyObjectWrapper<@Nullable PageState> state = new ReadOnlyObjectWrapper<>();
  private @Nullable TraceId traceId;

  /**
   * @param known what is shown already, so that the same spans are not told again
   * @param taken told when the trace is there for the first time or has more spans
   */
  TraceSource(
      Telemetry telemetry,
      Ambient ambient,
      Background background,
      LongSupplier nanoTime,
      Later later,
      Supplier<@Nullable TraceData> known,
      Consumer<TraceData> taken) {
    this.asking = new Asking(telemetry, background);
    this.live = new LiveRefresh(telemetry, background, nanoTime, later, this::load);
    this.known = known;
    this.taken = taken;
    ambient.liveProperty().subscribe(on -> live.setPaused(!on));
  }

  /** Reads a trace from now on. */
  void open(TraceId id) {
    if (!id.equals(traceId)) {
      traceId = id;
      state.set(new PageState.Loading(id));
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
    TraceId id = traceId;
    if (id == null) {
      return;
    }
    TraceData before = known.get();
    live.began();
    asking.ask(
        "Open trace " + id,
        snapshot -> {
          Optional<TraceSpans> spans = snapshot.trace(id);
          // Spans are never changed or taken out of a trace while it is held, so size tells.
          return spans.map(
              s -> before != null && before.spanCount() == s.size() ? before : TraceData.of(s));
        },
        answer -> {
          answer.ifPresentOrElse(this::take, () -> state.set(new PageState.NotHeld(id)));
          live.ended();
        },
        failure -> {
          state.set(new PageState.Failed("The trace could not be read: " + Texts.of(failure)));
          live.ended();
        });
  }

  private void take(TraceData now) {
    if (now.equals(known.get()) && state.get() instanceof PageState.Open) {
      return;
    }
    taken.accept(now);
    state.set(new PageState.Open(now));
  }

  @Nullable TraceId traceId() {
    return traceId;
  }

  ReadOnlyObjectProperty<@Nullable PageState> stateProperty() {
    return state.getReadOnlyProperty();
  }
}
