package dev.eyepiece.ui.query;

import dev.eyepiece.store.SqlDialect;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** What stands in place of rows: examples, what went wrong, or why there are none. */
final class QueryEmpty extends ScrollPane {
  private final Consumer<String> run;
  private final VBox page = new VBox(12);

  /**
   * Starts empty.
   *
   * @param run gets an example that is chosen
   */
  QueryEmpty(Consumer<String> run) {
    this.run = run;
    page.getStyleClass().add("sql-page");
    setContent(page);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
  }

  /** Examples that work on what is held. */
  void examples(Schema schema) {
    page.getChildren().clear();
    add("Ask what is held, in SQL", "title");
    add(tables(schema), "muted");
    for (Examples.Example example : Examples.of(schema)) {
      Button take = new Button(example.title());
      take.getStyleClass().add("sql-example");
      take.setOnAction(event -> run.accept(example.sql()));
      Label code = Kit.label(example.sql(), "code");
      code.setMaxWidth(720);
      code.setMinHeight(USE_PREF_SIZE);
      page.getChildren().add(new VBox(4, take, code));
    }
  }

  private static String tables(Schema schema) {
    if (schema.tables().isEmpty()) {
      return "The tables are spans, logs, points and samples.";
    }
    List<String> all = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      Schema.Table table = schema.tables().get(signal);
      if (table != null) {
        all.add(table.name() + " (" + Formats.count(table.rows()) + ")");
      }
    }
    return "Tables with their rows: "
        + String.join(", ", all)
        + (schema.dialect() == SqlDialect.CLICKHOUSE
            ? ". They are ClickHouse's, and so is the language: attributes['http.route']."
            : ". Each attribute is a column of its name.")
        + " Ctrl+Space lists what can be typed.";
  }

  void failed(QueryState.Failed failed) {
    page.getChildren().clear();
    add("The statement cannot be answered", "title");
    Label problem = add(failed.problem(), "bad");
    problem.setId("sql-problem");
    problem.getStyleClass().add("mono");
    if (!failed.where().isEmpty()) {
      add("At " + failed.where() + ", underlined above.", "muted");
    }
  }

  void said(String title, String what) {
    page.getChildren().clear();
    add(title, "title");
    if (!what.isEmpty()) {
      add(what, "muted");
    }
  }

  private Label add(String text, String style) {
    Label label = Kit.label(text, style);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    page.getChildren().add(label);
    return label;
  }
}
