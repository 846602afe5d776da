package dev.eyepiece.ruleeditor;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.OttlToken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/** Style classes of the editor's text: what each token is, and what is wrong. */
final class Styles {
  private Styles() {}

  private record Piece(int start, int end, String style) {}

  static StyleSpans<Collection<String>> of(Ottl ottl, String text, List<Mark> marks) {
    List<Piece> pieces = new ArrayList<>();
    for (RuleText.Statement statement : RuleText.of(text).statements()) {
      for (OttlToken token : ottl.tokens(statement.text())) {
        pieces.add(
            new Piece(
                statement.start() + token.start(), statement.start() + token.end(), style(token)));
      }
    }
    return build(text.length(), pieces, marks);
  }

  private static String style(OttlToken token) {
    return "ottl-" + token.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static StyleSpans<Collection<String>> build(
      int length, List<Piece> pieces, List<Mark> marks) {
    StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
    int at = 0;
    for (Piece piece : pieces) {
      if (piece.start() > at) {
        add(spans, at, piece.start(), "", marks);
      }
      if (piece.end() > Math.max(at, piece.start())) {
        add(spans, Math.max(at, piece.start()), piece.end(), piece.style(), marks);
        at = piece.end();
      }
    }
    if (at < length || length == 0) {
      add(spans, at, length, "", marks);
    }
    return spans.create();
  }

  /** Adds a stretch, cut where a mark starts or ends. */
  private static void add(
      StyleSpansBuilder<Collection<String>> spans,
      int from,
      int to,
      String style,
      List<Mark> marks) {
    int at = from;
    do {
      int end = to;
      boolean wrong = false;
      for (Mark mark : marks) {
        int last = Math.max(mark.end(), mark.start() + 1);
        if (mark.start() <= at && at < last) {
          wrong = true;
          end = Math.min(end, last);
        } else if (mark.start() > at) {
          end = Math.min(end, mark.start());
        }
      }
      List<String> classes = new ArrayList<>();
      if (!style.isEmpty()) {
        classes.add(style);
      }
      if (wrong) {
        classes.add("ottl-wrong");
      }
      spans.add(classes, end - at);
      at = end;
    } while (at < to);
  }
}
