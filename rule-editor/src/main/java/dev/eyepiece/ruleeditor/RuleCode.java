package dev.eyepiece.ruleeditor;

import java.util.Collection;
import java.util.List;
import org.fxmisc.richtext.model.StyleSpans;

/** Rules as the text of a {@link CodePane}: OTTL, completed line by line. FX thread only. */
final class RuleCode implements CodeSource {
  private final RuleModel model;

  RuleCode(RuleModel model) {
    this.model = model;
  }

  /** The pane that shows the rules of a model. */
  static CodePane pane(RuleModel model) {
    CodePane pane = new CodePane("rule", "Rules", new RuleCode(model));
    model.marksProperty().subscribe((old, now) -> pane.refresh());
    return pane;
  }

  @Override
  public void typed(String text) {
    model.type(text);
  }

  @Override
  public List<Mark> marks(String text) {
    return text.equals(model.text()) ? model.marksProperty().get() : List.of();
  }

  @Override
  public StyleSpans<Collection<String>> styles(String text, List<Mark> marks) {
    return Styles.of(model.ottl(), text, marks);
  }

  @Override
  public Offers offers(String text, int caret, boolean always) {
    int line = text.lastIndexOf('\n', caret - 1) + 1;
    int end = text.indexOf('\n', caret);
    Offers found =
        model.offers(text.substring(line, end < 0 ? text.length() : end), caret - line, always);
    return new Offers(line + found.from(), found.offers());
  }
}
