package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackDiff;
import dev.eyepiece.stacks.Transform;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/** Choices and search above a graph. */
final class FlameToolbar extends FlowPane {
  private static final int MAX_LABELS = 5_000;
  private static final String NO_GROUP = "no grouping";
  private static final List<String> GROUPS =
      List.of("process", "thread", "service.name", "container.id", "host.name");

  private final FlameGraphModel model;
  private final ComboBox<String> type = new ComboBox<>();
  private final ComboBox<String> order = new ComboBox<>();
  private final ComboBox<String> group = new ComboBox<>();
  private final ComboBox<String> compare = new ComboBox<>();
  private final TextField search = new TextField();
  private boolean isShowing;

  FlameToolbar(FlameGraphModel model) {
    super(8, 6);
    this.model = model;
    getStyleClass().add("flame-toolbar");
    setPadding(new Insets(6, 8, 6, 8));
    setAlignment(Pos.CENTER_LEFT);
    search.setId("flame-search");
    search.setPromptText("Search functions (regex)");
    search.setAccessibleText("Search functions, a regular expression");
    search.setPrefColumnCount(22);
    search.textProperty().subscribe(text -> model.search(text));
    Label found = new Label();
    found.setId("flame-found");
    found.textProperty().bind(model.foundProperty());
    name(type, "Values");
    name(order, "Order of siblings");
    name(group, "Outermost frames");
    name(compare, "How to compare");
    compare
        .getItems()
        .addAll(
            "by share, width after",
            "by share, both widths",
            "by value, width after",
            "by value, both widths");
    type.setOnAction(_ -> changed());
    order.setOnAction(_ -> changed());
    group.setOnAction(_ -> changed());
    compare.setOnAction(_ -> changed());
    HBox finding = new HBox(8, search, found);
    finding.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(type, order, group, compare, steps(), flip(), reset(), finding);
    model.choiceProperty().subscribe(this::show);
  }

  private static void name(ComboBox<String> box, String name) {
    box.setAccessibleText(name);
    box.setMaxWidth(220);
  }

  private HBox steps() {
    Button invert = new Button("Callers first");
    invert.setOnAction(_ -> model.apply(new Transform.Invert()));
    Button fold = new Button("Fold recursion");
    fold.setOnAction(_ -> model.apply(new Transform.FoldRecursion(false)));
    return new HBox(8, invert, fold);
  }

  private ToggleButton flip() {
    ToggleButton flip = new ToggleButton("Root on top");
    flip.selectedProperty().subscribe(onTop -> model.graph().setIcicle(onTop));
    return flip;
  }

  private Button reset() {
    Button reset = new Button("Show all");
    reset.setOnAction(_ -> model.graph().reset());
    return reset;
  }

  private void show(FlameChoice choice) {
    FlameSource source = model.sourceProperty().get();
    if (choice == null || source == null) {
      return;
    }
    isShowing = true;
    List<String> types = source.profile().types().stream().map(SampleType::label).toList();
    fill(type, types, types.isEmpty() ? "" : types.get(choice.type()));
    boolean timed = !types.isEmpty() && source.profile().hasTimes(choice.type());
    List<String> orders = new ArrayList<>(List.of("by name", "largest first"));
    if (timed && source.before() == null) {
      orders.add("in time");
    }
    fill(order, orders, orders.get(Math.min(orders.size() - 1, orderIndex(choice.order()))));
    fill(group, groups(source), choice.group().isEmpty() ? NO_GROUP : choice.group().getFirst());
    boolean both = choice.width() == StackDiff.Width.BOTH;
    compare.getSelectionModel().select((choice.byShare() ? 0 : 2) + (both ? 1 : 0));
    visible(compare, source.before() != null);
    visible(type, types.size() > 1);
    visible(group, group.getItems().size() > 1);
    isShowing = false;
  }

  private static int orderIndex(Order order) {
    return switch (order) {
      case NAME -> 0;
      case WEIGHT -> 1;
      case GIVEN -> 2;
    };
  }

  private static List<String> groups(FlameSource source) {
    Set<String> there = new LinkedHashSet<>();
    // Sets of labels are alike: there is no need to look at all of very many.
    source.profile().labels().stream()
        .limit(MAX_LABELS)
        .forEach(labels -> there.addAll(labels.keySet()));
    List<String> groups = new ArrayList<>(List.of(NO_GROUP));
    GROUPS.stream().filter(there::contains).forEach(groups::add);
    return groups;
  }

  private static void fill(ComboBox<String> box, List<String> items, String chosen) {
    if (!box.getItems().equals(items)) {
      box.getItems().setAll(items);
    }
    box.getSelectionModel().select(chosen);
  }

  private static void visible(ComboBox<String> box, boolean visible) {
    box.setVisible(visible);
    box.setManaged(visible);
  }

  private void changed() {
    FlameChoice choice = model.choiceProperty().get();
    if (isShowing || choice == null) {
      return;
    }
    int comparing = Math.max(0, compare.getSelectionModel().getSelectedIndex());
    int values = Math.max(0, type.getSelectionModel().getSelectedIndex());
    String grouping = group.getValue();
    FlameChoice next =
        choice
            .withType(values)
            .withOrder(
                switch (order.getSelectionModel().getSelectedIndex()) {
                  case 1 -> Order.WEIGHT;
                  case 2 -> Order.GIVEN;
                  default -> Order.NAME;
                })
            .withGroup(
                grouping == null || grouping.equals(NO_GROUP) ? List.of() : List.of(grouping))
            .comparing(
                comparing < 2, comparing % 2 == 1 ? StackDiff.Width.BOTH : StackDiff.Width.AFTER);
    if (!next.equals(choice)) {
      model.choose(next);
    }
  }

  boolean isSearching() {
    return search.isFocused();
  }

  void focusSearch() {
    search.requestFocus();
    search.selectAll();
  }

  void clearSearch() {
    search.clear();
  }
}
