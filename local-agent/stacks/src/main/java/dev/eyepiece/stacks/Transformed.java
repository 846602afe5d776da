package dev.eyepiece.stacks;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree after transforms, and what its reader has to know of what they left out.
 *
 * @param notes a sentence each, fit to be shown
 */
public record Transformed(StackTree tree, List<String> notes) {

  /**
   * Does one after the other; costs time by the size of the tree.
   *
   * @param why what a share of the total is not in sight for, such as "is hidden by a step"
   */
  public static Transformed of(StackTree whole, List<Transform> transforms, String why) {
    StackTree tree = whole;
    for (Transform transform : transforms) {
      tree = transform.apply(tree);
    }
    List<String> notes = new ArrayList<>();
    if (tree.total() != whole.total()) {
      long left = whole.total() - tree.total();
      notes.add(Quantity.percent(left, whole.total()) + " of the total " + why + ".");
    }
    if (tree.unexplored() > 0) {
      notes.add(
          "Callers of "
              + Quantity.percent(tree.unexplored(), tree.total())
              + " of the total are cut: there are too many.");
    }
    return new Transformed(tree, List.copyOf(notes));
  }
}
