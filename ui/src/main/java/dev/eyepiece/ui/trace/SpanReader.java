package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.ui.task.Background;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** Reads the selected span whole, of which the tree knows only columns. FX thread only. */
public final class SpanReader {
  private final Asking asking;
  private final ReadOnlyObjectWrapper<@Nullable SpanRecord> record = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");

  SpanReader(Telemetry telemetry, Background background) {
    asking = new Asking(telemetry, background);
  }

  /** Reads a node's span; of stubs and of no node (-1) there is nothing to read. */
  void read(TraceTree tree, int node) {
    trouble.set("");
    if (node < 0 || tree.isStub(node)) {
      clear();
      return;
    }
    TraceSpans spans = tree.spans();
    asking.ask(
        "Read a span",
        snapshot -> snapshot.span(spans.batchId()[node], spans.place()[node]),
        answer -> {
          record.set(answer.orElse(null));
          trouble.set(answer.isPresent() ? "" : "This span is no longer held.");
        },
        failure -> trouble.set("The span could not be read: " + Texts.of(failure)));
  }

  void clear() {
    asking.cancel();
    trouble.set("");
    record.set(null);
  }

  void stop() {
    asking.cancel();
  }

  /** The selected span whole; {@code null} until it is read, and for stubs. */
  public ReadOnlyObjectProperty<@Nullable SpanRecord> recordProperty() {
    return record.getReadOnlyProperty();
  }

  /** Why the selected span cannot be shown, empty when it can. */
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }
}
