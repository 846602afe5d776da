package dev.eyepiece.ui.trace;

import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import javafx.scene.paint.Color;

/** The colours of one trace's services, by the numbers that {@link TraceSpans} gives services. */
final class TraceColours {
  private final Tokens tokens;
  private final Color[] colour;
  private final boolean[] hatched;

  TraceColours(Theme theme, TraceSpans spans) {
    tokens = theme.tokens();
    colour = new Color[spans.services().size()];
    hatched = new boolean[colour.length];
    for (int i = 0; i < colour.length; i++) {
      int slot = theme.services().slot(spans.services().get(i));
      colour[i] = tokens.service(slot);
      hatched[i] = slot >= ServiceColours.PALETTE;
    }
  }

  Tokens tokens() {
    return tokens;
  }

  Color of(TraceTree tree, int node) {
    return tree.isStub(node) ? tokens.get("faint") : colour[tree.spans().service()[node]];
  }

  /** The colour of a service by its number in the trace. */
  Color service(int number) {
    return colour[number];
  }

  boolean isHatched(TraceTree tree, int node) {
    return !tree.isStub(node) && hatched[tree.spans().service()[node]];
  }
}
