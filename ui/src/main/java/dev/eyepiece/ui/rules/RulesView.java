package dev.eyepiece.ui.rules;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ruleeditor.RuleEditor;
import dev.eyepiece.ruleeditor.RuleModel;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.Node;

/** Rules, tried on what is held; the text is kept from one run to the next. FX thread only. */
public final class RulesView implements View {
  private static final String KEY = "rules.draft";
  private static final String EXAMPLE =
      """
      # One statement a line, or a collector's YAML. Ctrl+Space completes, Ctrl+Enter tries.
      set(span.attributes["slow"], true) where span.end_time - span.start_time > Duration("100ms")
      """;

  private final RuleModel model;
  private final RuleEditor editor;
  private final Remembered remembered;

  public RulesView(
      Telemetry telemetry,
      Ambient ambient,
      Remembered remembered,
      Background background,
      InstantSource clock,
      ZoneId zone) {
    this.remembered = remembered;
    model = new RuleModel(new Ottl(), new RulesHost(telemetry, ambient, background, clock, zone));
    editor = new RuleEditor(model);
    editor.getStyleClass().add("view");
    editor.setRules(remembered.get(KEY, EXAMPLE));
  }

  @Override
  public Node node() {
    return editor;
  }

  @Override
  public void show(Place place) {
    model.askKeys();
    editor.requestFocus();
  }

  @Override
  public void hide() {
    remembered.put(KEY, editor.rules());
  }

  @Override
  public boolean closeLayer() {
    return editor.closeLayer();
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(new KeyHint("Ctrl+Enter", "dry-run"), new KeyHint("Ctrl+Space", "complete"));
  }
}
