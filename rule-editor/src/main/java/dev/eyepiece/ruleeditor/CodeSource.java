package dev.eyepiece.ruleeditor;

import java.util.Collection;
import java.util.List;
import org.fxmisc.richtext.model.StyleSpans;

/** What a {@link CodePane} is about: it knows the language of the text. FX thread only. */
public interface CodeSource {

  /** Hears each change of the text. */
  void typed(String text);

  /** What is known to be wrong in the text; empty when that is not known of this text yet. */
  List<Mark> marks(String text);

  /** Style classes of the text, of its whole length. */
  StyleSpans<Collection<String>> styles(String text, List<Mark> marks);

  /**
   * What could be typed.
   *
   * @param caret offset in the text
   * @param always whether it was asked for, before anything is typed
   * @return with an offset in the whole text
   */
  Offers offers(String text, int caret, boolean always);
}
