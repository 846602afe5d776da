package dev.eyepiece.stacks;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A flame graph as it is to be drawn.
 *
 * @param title what it shows
 * @param layout the boxes
 * @param diff what the colours come from and the boxes are of; null colours by kind of frame
 * @param icicle whether the root is on top
 * @param notes what a reader has to know
 */
public record FlamePicture(
    String title,
    FlameLayout layout,
    @Nullable StackDiff diff,
    boolean icicle,
    List<String> notes) {

  /** The name of a box. */
  public String name(int box) {
    return box == 0 ? "all" : layout.frames().get(layout.frame(box)).name();
  }

  /** Everything about a box in a line: its name, its values, its share. */
  public String describe(int box) {
    SampleType type = layout.tree().type();
    if (diff == null) {
      return name(box)
          + " ("
          + Quantity.full(layout.total(box), type)
          + ", "
          + Quantity.percent(layout.total(box), layout.tree().total())
          + ")";
    }
    int node = layout.node(box);
    long after = diff.after().total(node);
    long before = diff.before().total(node);
    return name(box)
        + " ("
        + Quantity.full(after, type)
        + ", "
        + Quantity.percent(after, diff.after().total())
        + "; before "
        + Quantity.full(before, type)
        + ", "
        + Quantity.percent(before, diff.before().total())
        + "; "
        + change(node, before, after)
        + ")";
  }

  private String change(int node, long before, long after) {
    StackDiff d = Objects.requireNonNull(diff);
    if (before == 0) {
      return after == 0 ? "in neither" : "new";
    }
    if (after == 0) {
      return "gone";
    }
    double scaled = before * d.scale();
    double share = (after - scaled) / scaled;
    String text = (share > 0 ? "+" : "") + (share == 0 ? "no change" : Quantity.percent(share, 1));
    return d.isNoise(node) && share != 0 ? text + ", may be chance" : text;
  }

  /** The colour of a box. */
  public int color(int box, FlamePalette palette) {
    if (diff != null) {
      return palette.ofChange(diff.change(layout.node(box)));
    }
    return box == 0 ? palette.root() : palette.of(layout.frames().get(layout.frame(box)));
  }

  /** The totals in a line. */
  public String summary() {
    SampleType type = layout.tree().type();
    if (diff == null) {
      return "total " + Quantity.full(layout.tree().total(), type);
    }
    long before = diff.before().total();
    long after = diff.after().total();
    return "total "
        + Quantity.full(after, type)
        + ", before "
        + Quantity.full(before, type)
        + (diff.scale() == 1 || before == 0
            ? "; compared by value"
            : "; compared by share of the total");
  }

  /** The width, in values, from which on boxes are drawn so that they are no more than that. */
  public long smallestWidth(int maxBoxes) {
    if (layout.size() <= maxBoxes) {
      return 0;
    }
    long[] widths = new long[layout.size()];
    for (int box = 0; box < widths.length; box++) {
      widths[box] = layout.end(box) - layout.start(box);
    }
    Arrays.sort(widths);
    return widths[widths.length - maxBoxes] + 1;
  }
}
