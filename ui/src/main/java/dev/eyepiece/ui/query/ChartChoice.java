package dev.eyepiece.ui.query;

import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** A result as a chart: which columns, lines or bars. FX thread only. */
final class ChartChoice extends BorderPane {
  private final ChoiceBox<Integer> along = new ChoiceBox<>();
  private final ChoiceBox<Integer> up = new ChoiceBox<>();
  private final ChoiceBox<String> form = new ChoiceBox<>();
  private final Label said = Kit.label("", "muted", "small");
  private final Label none = Kit.label("", "muted");
  private final ChartPane chart;
  private final Background background;
  private @Nullable QueryResult result;
  private boolean filling;
  private Background.@Nullable Task plotting;

  ChartChoice(Theme theme, Background background) {
    this.background = background;
    chart = new ChartPane(theme, background);
    along.setId("sql-chart-x");
    along.setAccessibleText("Column along");
    up.setId("sql-chart-y");
    up.setAccessibleText("Column up");
    form.setId("sql-chart-form");
    form.setAccessibleText("Lines or bars");
    form.getItems().setAll("Line", "Bars");
    form.setValue("Line");
    for (ChoiceBox<?> box : List.of(along, up, form)) {
      box.setMinWidth(120);
      box.setMaxWidth(220);
      box.valueProperty().subscribe((old, now) -> changed());
    }
    said.setMinWidth(0);
    HBox bar =
        new HBox(
            8, Kit.label("x", "muted"), along, Kit.label("y", "muted"), up, form, Kit.grow(), said);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("sql-chart-bar");
    none.setId("sql-chart-none");
    setTop(bar);
    setCenter(chart);
  }

  /** What is drawn, for writing it to a file. */
  ChartPane chart() {
    return chart;
  }

  void show(QueryResult now) {
    QueryResult before = result;
    result = now;
    if (before != null && before.columns().equals(now.columns())) {
      plot();
      return;
    }
    filling = true;
    StringConverter<Integer> names = new Names(now.columns());
    along.setConverter(names);
    up.setConverter(names);
    along.getItems().setAll(IntStream.range(0, now.columns().size()).boxed().toList());
    up.getItems()
        .setAll(
            IntStream.range(0, now.columns().size())
                .filter(i -> now.columns().get(i).isNumber())
                .boxed()
                .toList());
    Plot.Choice proposed = Plot.proposed(now.columns());
    if (proposed != null) {
      along.setValue(proposed.x());
      up.setValue(proposed.y());
      form.setValue(proposed.bars() ? "Bars" : "Line");
    }
    filling = false;
    plot();
  }

  private void changed() {
    if (!filling) {
      plot();
    }
  }

  private void plot() {
    QueryResult now = result;
    Integer x = along.getValue();
    Integer y = up.getValue();
    boolean can = now != null && x != null && y != null && !now.rows().isEmpty();
    none.setText(
        now == null || now.rows().isEmpty()
            ? "No rows to draw"
            : "A chart needs a column of numbers and another one; the result has "
                + now.columns().size());
    setCenter(can ? chart : none);
    said.setText("");
    if (plotting != null) {
      plotting.cancel();
    }
    if (!can || now == null || x == null || y == null) {
      return;
    }
    Plot.Choice choice = new Plot.Choice(x, y, "Bars".equals(form.getValue()));
    plotting =
        background.run(
            "Plot",
            () -> Plot.of(now, choice),
            plot -> {
              said.setText((now.cut() ? "of the rows listed; " : "") + plot.said());
              chart.show(plot);
            },
            problem -> said.setText("cannot be drawn: " + problem.getMessage()));
  }

  private static final class Names extends StringConverter<Integer> {
    private final List<Column> columns;

    Names(List<Column> columns) {
      this.columns = columns;
    }

    @Override
    public String toString(@Nullable Integer column) {
      return column == null || column >= columns.size() ? "" : columns.get(column).name();
    }

    @Override
    public Integer fromString(String text) {
      throw new UnsupportedOperationException("columns are chosen, not typed");
    }
  }
}
