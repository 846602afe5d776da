package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunComparison;
import dev.eyepiece.agent.RunSummary;
import dev.eyepiece.ui.compare.Verdict;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.Segments;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What differs between the chosen run and another. FX thread only. */
final class ComparisonPane extends BorderPane {
  private static final double NEWS = 280;
  private static final double NARROW = 1100;

  private final RunsModel model;
  private final ComboBox<RunSummary> from = new ComboBox<>();
  private final Label to = Kit.label("", "strong");
  private final Label told = Kit.label("", "muted", "small");
  private final Button again = new Button("Compare again", Icons.of(Feather.REFRESH_CW));
  private final ComparedTable table;
  private final NewsPane news = new NewsPane();
  private final Label nothing = Kit.label("", "muted");
  private final VBox empty = new VBox(nothing);
  private List<ComparedRow> rows = List.of();
  private boolean setting;

  ComparisonPane(RunsModel model, Theme theme) {
    this.model = model;
    table = new ComparedTable(theme);
    from.setId("runs-from");
    from.setAccessibleText("Run to compare with, A");
    from.setMaxWidth(260);
    from.setMinWidth(120);
    from.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable RunSummary run) {
            return run == null ? "another run" : Formats.middle(run.label(), 40);
          }

          @Override
          public @Nullable RunSummary fromString(String text) {
            return null;
          }
        });
    from.valueProperty()
        .subscribe((old, now) -> {
          if (!setting && now != null) {
            model.compareWith(now.name());
          }
        });
    to.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    to.setMinWidth(60);
    again.setId("runs-again");
    again.setMinWidth(Region.USE_PREF_SIZE);
    again.managedProperty().bind(again.visibleProperty());
    again.setOnAction(event -> model.compare());
    Button exchange = Icons.button(Feather.REPEAT, "Exchange A and B", model::exchange);
    exchange.setId("runs-exchange");
    Segments<RunsModel.By> by =
        new Segments<>(List.of(RunsModel.By.values()), RunsModel.By::title, model.byProperty());
    by.setId("runs-by");
    told.setId("runs-told");
    told.setMinWidth(Region.USE_PREF_SIZE);
    HBox first = new HBox(8, Kit.chip("A"), from, exchange, Kit.chip("B"), to);
    first.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(to, Priority.SOMETIMES);
    HBox head = new HBox(12, first, Kit.grow(), told, again, by);
    HBox.setHgrow(first, Priority.SOMETIMES);
    head.getStyleClass().add("pane-head");
    setTop(head);
    empty.getStyleClass().add("runs-empty");
    nothing.setId("runs-nothing");
    nothing.setWrapText(true);
    setMinHeight(140);
    model.listProperty().subscribe(list -> choices(list.runs()));
    model.baseProperty().subscribe(base -> choices(model.listProperty().get().runs()));
    model.chosenProperty().subscribe(run -> choices(model.listProperty().get().runs()));
    model.comparedProperty().subscribe(this::show);
    model.byProperty().subscribe(chosen -> show(model.comparedProperty().get()));
    widthProperty().subscribe(width -> arrange());
  }

  /** Every other run that has something to compare. */
  private void choices(List<RunSummary> runs) {
    setting = true;
    RunSummary run = model.chosenProperty().get();
    List<RunSummary> others =
        runs.stream()
            .filter(other -> run == null || !other.name().equals(run.name()))
            .filter(other -> other.spans() > 0 || other.equals(model.baseProperty().get()))
            .toList();
    if (!others.equals(from.getItems())) {
      from.getItems().setAll(others);
    }
    from.setValue(model.baseProperty().get());
    to.setText(run == null ? "" : run.label());
    setting = false;
  }

  private void show(Compared compared) {
    again.setVisible(compared instanceof Compared.Done(RunComparison _, boolean old) && old);
    switch (compared) {
      case Compared.Nothing _ -> say(why());
      case Compared.Asking _ -> say("Comparing");
      case Compared.Failed(String why) -> say("The runs cannot be compared: " + why);
      case Compared.Done(RunComparison of, boolean old) -> done(of, old);
    }
  }

  private String why() {
    return model.chosenProperty().get() == null
        ? "Choose a run: it is compared with the one before it, or with any other."
        : "There is no other run with spans to compare this one with.";
  }

  private void say(String text) {
    told.setText("");
    nothing.setText(text);
    setRight(null);
    setCenter(empty);
  }

  private void done(RunComparison of, boolean old) {
    boolean services = model.byProperty().get() == RunsModel.By.SERVICES;
    rows = (services ? of.services() : of.operations()).stream().map(ComparedRow::of).toList();
    told.setText(
        count(Verdict.SLOWER)
            + " slower, "
            + count(Verdict.FASTER)
            + " faster, "
            + count(Verdict.ONLY_RIGHT)
            + " new, "
            + count(Verdict.ONLY_LEFT)
            + " gone of "
            + Formats.count(rows.size())
            + (old ? "; more came since" : ""));
    table.show(rows, services);
    news.show(of);
    setCenter(table);
    arrange();
  }

  private String count(Verdict verdict) {
    return Formats.count(rows.stream().filter(row -> row.verdict() == verdict).count());
  }

  /** What is new stands beside the table, or below it where that would leave it no room. */
  private void arrange() {
    boolean shown = model.comparedProperty().get() instanceof Compared.Done;
    boolean wide = getWidth() == 0 || getWidth() >= NARROW;
    setRight(null);
    setBottom(null);
    news.setPrefWidth(wide ? NEWS : Region.USE_COMPUTED_SIZE);
    news.setPrefHeight(wide ? Region.USE_COMPUTED_SIZE : 96);
    if (shown && wide) {
      setRight(news);
    } else if (shown) {
      setBottom(news);
    }
  }

  /** What is listed; for files. */
  List<ComparedRow> rows() {
    return rows;
  }

  List<Node> panes() {
    return List.of(table, news);
  }
}
