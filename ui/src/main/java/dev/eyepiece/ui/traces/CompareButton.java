package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * Marks the first of two traces that are to be compared, then compares the second with it. FX
 * thread only.
 */
final class CompareButton extends Button {
  /** Characters of a name in it. */
  private static final int LONGEST = 28;

  private final Navigator navigator;
  private final Consumer<String> told;
  private @Nullable TraceId marked;

  /**
   * @param chosen the trace that is chosen in the list, null for none
   * @param told hears in one sentence what was done
   */
  CompareButton(
      Navigator navigator,
      ReadOnlyObjectProperty<? extends @Nullable Object> choice,
      Supplier<@Nullable TraceRow> chosen,
      Consumer<String> told) {
    this.navigator = navigator;
    this.told = told;
    setId("compare-traces");
    getStyleClass().addAll("flat", "icon-button");
    setGraphic(Icons.of(Feather.COLUMNS, 14));
    setMinWidth(USE_PREF_SIZE);
    setTooltip(new Tooltip("Marks the chosen trace, then compares another with it (c)"));
    setOnAction(event -> {
      TraceRow row = chosen.get();
      if (row != null) {
        mark(row);
      }
    });
    choice.subscribe(row -> setDisable(row == null));
    say("");
  }

  private void say(String name) {
    setText(name.isEmpty() ? "Compare" : "Compare with " + name);
  }

  /** The first of two is marked, the second compared with it; the same twice is neither. */
  void mark(TraceRow row) {
    TraceId first = marked;
    marked = first == null ? row.traceId() : null;
    String name = first == null ? Formats.middle(row.rootName(), LONGEST) : "";
    say(name);
    if (first == null) {
      told.accept("Marked " + name + "; c on another trace compares");
    } else if (first.equals(row.traceId())) {
      told.accept("No trace is marked");
    } else {
      navigator.open(new Place.Compare(first, row.traceId()));
    }
  }
}
