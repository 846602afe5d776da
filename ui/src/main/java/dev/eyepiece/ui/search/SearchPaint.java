package dev.eyepiece.ui.search;

import dev.eyepiece.store.SearchToken;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.effect.BlendMode;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Colours the letters of the search line by what they are. A text field has one colour, so bands
 * lie over it that lighten dark letters or darken light ones to a colour, and leave the ground as
 * it is. FX thread only.
 */
final class SearchPaint extends Region {
  /** The field's own padding, in which nothing is drawn. */
  private static final double LEFT = 29;

  private static final double RIGHT = 120;

  private final TextField field;
  private final Theme theme;
  private List<SearchToken> tokens = List.of();
  private @Nullable Node watched;

  SearchPaint(TextField field, Theme theme) {
    this.field = field;
    this.theme = theme;
    setId("search-paint");
    setMouseTransparent(true);
    theme.tokensProperty().subscribe(() -> paint(tokens));
  }

  /** Shows what the stretches of the field's text are. */
  void paint(List<SearchToken> now) {
    tokens = now;
    setBlendMode(theme.darkProperty().get() ? BlendMode.DARKEN : BlendMode.LIGHTEN);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    getChildren().clear();
    Text letters = letters();
    if (letters == null) {
      return;
    }
    if (!letters.equals(watched)) {
      watched = letters;
      letters.layoutXProperty().subscribe(() -> requestLayout());
    }
    Tokens colours = theme.tokensProperty().get();
    int length = field.getText().length();
    for (SearchToken token : tokens) {
      String colour = colour(token.kind());
      if (colour != null && token.end() <= length) {
        band(letters, token, colours, colour);
      }
    }
  }

  private void band(Text letters, SearchToken token, Tokens colours, String colour) {
    double from = Double.MAX_VALUE;
    double to = -Double.MAX_VALUE;
    for (PathElement part : letters.rangeShape(token.start(), token.end())) {
      double x =
          switch (part) {
            case MoveTo move -> move.getX();
            case LineTo line -> line.getX();
            default -> Double.NaN;
          };
      if (!Double.isNaN(x)) {
        Point2D here = sceneToLocal(letters.localToScene(x, 0));
        from = Math.min(from, here.getX());
        to = Math.max(to, here.getX());
      }
    }
    from = Math.max(LEFT, from);
    to = Math.min(getWidth() - RIGHT, to);
    if (from < to) {
      Rectangle band = new Rectangle(from, 2, to - from, Math.max(0, getHeight() - 4));
      band.setFill(colours.get(colour));
      getChildren().add(band);
    }
  }

  /** The field's letters, which its skin keeps; null before it is first shown. */
  private @Nullable Text letters() {
    for (Node node : field.lookupAll(".text")) {
      if (node instanceof Text text && text.getText().equals(field.getText())) {
        return text;
      }
    }
    return null;
  }

  /** The name of a colour, null for the one that the field has. */
  static @Nullable String colour(SearchToken.Kind kind) {
    return switch (kind) {
      case KEY, FUNCTION -> "accent";
      case REGEX -> "fatal";
      case VALUE -> "ok";
      case KEYWORD -> "warn";
      case OPERATOR, BRACKET -> "muted";
      case UNREAD -> "error";
      case WORD -> null;
    };
  }
}
