package dev.eyepiece.ruleeditor;

import java.util.List;

/**
 * What can be typed at a caret.
 *
 * @param from offset of what is replaced, in the text that was asked about
 */
public record Offers(int from, List<Offer> offers) {
  public static final Offers NONE = new Offers(0, List.of());
}
