package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Transform;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;

/** The steps that lead to what is shown, each with a way to take it back. */
final class FlamePath extends FlowPane {
  private final FlameGraphModel model;

  FlamePath(FlameGraphModel model) {
    super(6, 2);
    this.model = model;
    setPadding(new Insets(0, 8, 4, 8));
    setAlignment(Pos.CENTER_LEFT);
    model.choiceProperty().subscribe(this::show);
    model.aroundProperty().subscribe(() -> show(model.choiceProperty().get()));
  }

  private void show(FlameChoice choice) {
    getChildren().clear();
    List<Transform> steps = choice == null ? List.of() : choice.transforms();
    for (int i = 0; i < steps.size(); i++) {
      int step = i;
      chip(steps.get(i).label(), "Take this and later steps back", () -> model.takeBack(step));
    }
    if (model.aroundProperty().get() != null) {
      chip("around " + model.aroundProperty().get().name(), "Back to the graph", model::lookAway);
    }
    setVisible(!getChildren().isEmpty());
    setManaged(isVisible());
  }

  private void chip(String text, String hint, Runnable action) {
    Button chip = new Button(text + "  ×");
    chip.setMaxWidth(360);
    chip.setAccessibleText(hint + ": " + text);
    chip.setOnAction(_ -> action.run());
    getChildren().addAll(getChildren().isEmpty() ? List.of() : List.of(new Label("›")));
    getChildren().add(chip);
  }
}
