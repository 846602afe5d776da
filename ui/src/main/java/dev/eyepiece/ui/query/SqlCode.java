package dev.eyepiece.ui.query;

import dev.eyepiece.ruleeditor.CodePane;
import dev.eyepiece.ruleeditor.CodeSource;
import dev.eyepiece.ruleeditor.CodeStyles;
import dev.eyepiece.ruleeditor.Mark;
import dev.eyepiece.ruleeditor.Offers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.fxmisc.richtext.model.StyleSpans;

/** A statement as the text of an editor, in the colours of the editor of rules. FX thread only. */
final class SqlCode implements CodeSource {
  private final QueryModel model;

  private SqlCode(QueryModel model) {
    this.model = model;
  }

  static CodePane pane(QueryModel model) {
    CodePane pane = new CodePane("sql", "SQL", new SqlCode(model));
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
    List<CodeStyles.Piece> pieces = new ArrayList<>();
    for (SqlToken token : SqlLexer.tokens(text)) {
      String style =
          switch (token.kind()) {
            case KEYWORD -> "ottl-keyword";
            case TEXT -> "ottl-text";
            case NUMBER -> "ottl-number";
            case OPERATOR -> "ottl-operator";
            case PUNCTUATION -> "ottl-punctuation";
            case COMMENT -> "sql-comment";
            case NAME, QUOTED -> "sql-name";
          };
      pieces.add(new CodeStyles.Piece(token.start(), token.end(), style));
    }
    return CodeStyles.of(text.length(), pieces, marks);
  }

  @Override
  public Offers offers(String text, int caret, boolean always) {
    return new SqlCompletions(model.schemaProperty().get()).at(text, caret, always);
  }
}
