package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.FlameLayout;
import dev.eyepiece.stacks.FlamePicture;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.FrameTotals;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is shown of one choice of a profile, made away from the window's thread.
 * Immutable.
 *
 * @param picture the boxes
 * @param totals the table of functions; of a comparison, of what is there after
 * @param before the table of what was there before; null when nothing is compared
 * @param kinds of frames that occur
 * @param whole what the total was before steps left something out
 */
public record FlameScene(
    FlamePicture picture,
    FrameTotals totals,
    @Nullable FrameTotals before,
    Set<FrameKind> kinds,
    long whole) {
  public FlameLayout layout() {
    return picture.layout();
  }
}
