package dev.eyepiece.ruleeditor;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.OttlToken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.fxmisc.richtext.model.StyleSpans;

/** Style classes of rules: what each token is. */
final class Styles {
  private Styles() {}

  static StyleSpans<Collection<String>> of(Ottl ottl, String text, List<Mark> marks) {
    List<CodeStyles.Piece> pieces = new ArrayList<>();
    for (RuleText.Statement statement : RuleText.of(text).statements()) {
      for (OttlToken token : ottl.tokens(statement.text())) {
        pieces.add(
            new CodeStyles.Piece(
                statement.start() + token.start(), statement.start() + token.end(), style(token)));
      }
    }
    return CodeStyles.of(text.length(), pieces, marks);
  }

  private static String style(OttlToken token) {
    return "ottl-" + token.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
