package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.theme.Formats;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.TableRow;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/** A row that can be opened, says what it is, and is tinted for a moment when it is new. */
final class ListRow extends TableRow<TraceRow> {
  private static final PseudoClass ARRIVED = PseudoClass.getPseudoClass("arrived");

  private final Supplier<Set<TraceId>> arrived;

  ListRow(Consumer<TraceRow> open, Supplier<Set<TraceId>> arrived) {
    this.arrived = arrived;
    setOnMouseClicked(event -> {
      TraceRow row = getItem();
      if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && row != null) {
        open.accept(row);
      }
    });
  }

  @Override
  protected void updateItem(TraceRow row, boolean empty) {
    super.updateItem(row, empty);
    tint();
  }

  void tint() {
    TraceRow row = getItem();
    pseudoClassStateChanged(ARRIVED, row != null && arrived.get().contains(row.traceId()));
  }

  /** Made only when somebody asks, for rows change far more often. */
  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    TraceRow row = getItem();
    return attribute == AccessibleAttribute.TEXT && row != null
        ? spoken(row)
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  static String spoken(@Nullable TraceRow row) {
    return row == null
        ? ""
        : "trace "
            + Formats.middle(row.rootName(), 200)
            + ", "
            + row.rootService()
            + ", "
            + row.spans()
            + (row.spans() == 1 ? " span, " : " spans, ")
            + Formats.duration(row.durationNano())
            + (row.errorSpans() > 0 ? ", " + row.errorSpans() + " with an error" : "");
  }
}
