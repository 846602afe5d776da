package dev.eyepiece.ruleeditor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/** Style classes of a text: what each token is, and what is wrong. */
public final class CodeStyles {
  private CodeStyles() {}

  /**
   * A stretch of one style.
   *
   * @param style a class of {@link RuleEditor#sheet}, such as {@code ottl-keyword}
   */
  public record Piece(int start, int end, String style) {}

  /**
   * Style classes of a whole text.
   *
   * @param pieces in order; what is between them is plain
   * @param marks what is wrong
   */
  public static StyleSpans<Collection<String>> of(
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
