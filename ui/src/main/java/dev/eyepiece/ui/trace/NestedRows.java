package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.ui.theme.Formats;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;

/** Lists and maps as a tree of rows; a level is made when it is opened. */
final class NestedRows {
  private static final int MOST = 200;
  private static final int SUMMARY = 120;

  private NestedRows() {}

  /** One entry of a list or map. */
  private record Entry(String key, AnyValue value) {}

  /** Whether the value has a tree worth opening. */
  static boolean has(AnyValue value) {
    return !entries(value).isEmpty();
  }

  /** The beginning of the value in one line. */
  static String summary(AnyValue value) {
    String json = ValueText.of(value);
    return json.length() <= SUMMARY ? json : json.substring(0, SUMMARY) + "…";
  }

  private static List<Entry> entries(AnyValue value) {
    List<Entry> entries = new ArrayList<>();
    switch (value) {
      case AnyValue.Array(List<AnyValue> values) -> {
        for (int i = 0; i < values.size(); i++) {
          entries.add(new Entry("[" + i + "]", values.get(i)));
        }
      }
      case AnyValue.KeyValues(Attributes map) -> {
        for (int i = 0; i < map.size(); i++) {
          entries.add(new Entry(map.key(i).toString(), map.value(i)));
        }
      }
      default -> {}
    }
    return entries;
  }

  /** Lets a click on the shown summary open the value below its row. */
  static void attach(VBox row, Label shown, AnyValue value, SearchActions actions) {
    String summary = shown.getText();
    VBox below = new VBox();
    below.getStyleClass().add("nested");
    shown.setText("▸ " + summary);
    shown.setFocusTraversable(true);
    shown.getStyleClass().add("opens");
    Runnable turn =
        () -> {
          boolean open = below.getChildren().isEmpty();
          shown.setText(open ? "▾ " + ValueText.type(value) : "▸ " + summary);
          if (open) {
            fill(below, entries(value), 0, actions);
            row.getChildren().add(below);
          } else {
            below.getChildren().clear();
            row.getChildren().remove(below);
          }
        };
    shown.setOnMouseClicked(event -> turn.run());
    shown.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        turn.run();
        event.consume();
      }
    });
  }

  private static void fill(VBox into, List<Entry> entries, int from, SearchActions actions) {
    int to = Math.min(entries.size(), from + MOST);
    for (Entry entry : entries.subList(from, to)) {
      // What lies within a value has no key of its own in the language of searches.
      into.getChildren().add(new AttributeRow(entry.key(), entry.value(), actions, ""));
    }
    if (to < entries.size()) {
      Hyperlink more = new Hyperlink("show the next of " + Formats.count(entries.size(), "value"));
      more.setOnAction(event -> {
        into.getChildren().remove(more);
        fill(into, entries, to, actions);
      });
      into.getChildren().add(more);
    }
  }
}
