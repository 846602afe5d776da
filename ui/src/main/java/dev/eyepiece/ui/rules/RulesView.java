package dev.eyepiece.ui.rules;

import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ruleeditor.RuleEditor;
import dev.eyepiece.ruleeditor.RuleModel;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Action;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.trace.Later;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;

/**
 * Rule sets that change what comes, and rules tried on what is held. A new text is kept from one
 * run to the next. FX thread only.
 */
public final class RulesView implements View {
  private static final String KEY = "rules.draft";
  private static final String EXAMPLE =
      """
      # One statement a line, or a collector's YAML. Ctrl+Space completes, Ctrl+Enter tries.
      set(span.attributes["slow"], true) where span.end_time - span.start_time > Duration("100ms")
      """;

  private final RuleModel text;
  private final RuleEditor editor;
  private final RuleSetsModel model;
  private final Remembered remembered;
  private final SplitPane all = new SplitPane();
  private boolean loading;

  public RulesView(
      RuleSets rules,
      Telemetry telemetry,
      Ambient ambient,
      Remembered remembered,
      Background background,
      InstantSource clock,
      ZoneId zone) {
    this.remembered = remembered;
    model = new RuleSetsModel(rules, background, Later.of(background));
    text = new RuleModel(new Ottl(), new RulesHost(telemetry, ambient, background, clock, zone));
    editor = new RuleEditor(text);
    SplitPane left = new SplitPane(new RuleSetList(model), new StatementList(model));
    left.setOrientation(Orientation.VERTICAL);
    left.setDividerPositions(0.5);
    left.setMinWidth(200);
    left.maxWidthProperty()
        .bind(Bindings.when(all.widthProperty().lessThan(Metrics.NARROW)).then(228).otherwise(420));
    BorderPane right = new BorderPane(editor);
    right.setTop(new RuleSetHeader(model, editor.signalChoice()));
    all.getItems().addAll(left, right);
    all.setDividerPositions(0.22);
    SplitPane.setResizableWithParent(left, false);
    all.getStyleClass().addAll("view", "rules-view");
    Sheets.dress(all, RulesView.class, "rules.css");
    Sheets.dress(editor, RuleEditor.sheet());
    model.loadedProperty().subscribe(this::load);
    text.textProperty().subscribe((old, now) -> typed());
    text.signalProperty().subscribe((old, now) -> typed());
  }

  private void load(@Nullable RuleSetInfo set) {
    if (set == null) {
      return;
    }
    loading = true;
    if (set.signals().size() == 1) {
      editor.choose(set.signals().iterator().next());
    }
    if (!set.text().equals(editor.rules())) {
      editor.setRules(set.text());
    }
    loading = false;
  }

  private void typed() {
    RuleSetInfo set = model.draft();
    if (loading || set == null) {
      return;
    }
    RuleSetInfo now = set.withText(editor.rules()).withSignals(signals(set));
    if (!now.equals(set)) {
      model.edit(now);
    }
  }

  /**
   * A list of statements is for the signal that is chosen, a collector's YAML for what it names.
   */
  private Set<Signal> signals(RuleSetInfo set) {
    if (model.isStored() && set.signals().size() != 1) {
      return set.signals();
    }
    return text.isYaml() ? Set.of() : Set.of(text.signal());
  }

  @Override
  public Node node() {
    return all;
  }

  @Override
  public void show(Place place) {
    text.askKeys();
    model.show(remembered.get(KEY, EXAMPLE));
    editor.requestFocus();
  }

  @Override
  public void hide() {
    model.hide();
    if (!model.isStored()) {
      remembered.put(KEY, editor.rules());
    }
  }

  @Override
  public boolean closeLayer() {
    return editor.closeLayer();
  }

  @Override
  public List<Action> actions() {
    return List.of(
        new Action("New rule set", "Rules", "", () -> model.create("")),
        new Action("Switch the rule set on", "Rules", "", model::switchOn));
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(
        new KeyHint("Ctrl+Enter", "dry-run"),
        new KeyHint("Ctrl+Space", "complete"),
        new KeyHint("Ctrl+Shift+F", "format"));
  }
}
