package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.FlameLayout;
import dev.eyepiece.stacks.FlameLegend;
import dev.eyepiece.stacks.FlamePicture;
import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameTotals;
import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.StackDiff;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackTree;
import dev.eyepiece.stacks.Transform;
import dev.eyepiece.stacks.Transformed;
import java.util.ArrayList;
import java.util.List;

/** Makes scenes out of sources; for any thread but the window's. */
final class SceneMaker {
  private SceneMaker() {}

  /**
   * Makes the scene of a choice.
   *
   * @throws IllegalArgumentException with a message for the reader when it cannot be made
   */
  static FlameScene scene(FlameSource source, FlameChoice choice) {
    List<String> notes = new ArrayList<>();
    StackProfile profile = source.profile();
    if (profile.types().isEmpty()) {
      StackTree empty = profile.tree();
      return scene(source.title(), empty, empty.total(), choice.order(), notes);
    }
    notes.addAll(profile.notes(choice.type()));
    StackTree whole = tree(profile, choice.type(), choice);
    StackTree tree = apply(whole, choice.transforms(), notes);
    StackProfile before = source.before();
    if (before == null) {
      return scene(source.title(), tree, whole.total(), choice.order(), notes);
    }
    int type = before.types().indexOf(profile.types().get(choice.type()));
    if (type < 0) {
      throw new IllegalArgumentException(
          "The profile before does not count " + profile.types().get(choice.type()).label() + ".");
    }
    StackTree other = apply(tree(before, type, choice), choice.transforms(), new ArrayList<>());
    StackDiff diff = StackDiff.of(other, tree, choice.byShare(), choice.width());
    FlameLayout layout = FlameLayout.of(diff.shape(), order(choice, false));
    FlamePicture picture =
        new FlamePicture(source.title(), layout, diff, false, List.copyOf(notes));
    return new FlameScene(
        picture,
        FrameTotals.of(diff.after()),
        FrameTotals.of(diff.before()),
        FlameLegend.kinds(picture),
        whole.total());
  }

  private static FlameScene scene(
      String title, StackTree tree, long whole, Order order, List<String> notes) {
    FlameLayout layout = FlameLayout.of(tree, order);
    FlamePicture picture = new FlamePicture(title, layout, null, false, List.copyOf(notes));
    return new FlameScene(picture, FrameTotals.of(tree), null, FlameLegend.kinds(picture), whole);
  }

  private static Order order(FlameChoice choice, boolean timed) {
    return choice.order() == Order.GIVEN && !timed ? Order.NAME : choice.order();
  }

  private static StackTree tree(StackProfile profile, int type, FlameChoice choice) {
    return choice.order() == Order.GIVEN && profile.hasTimes(type)
        ? profile.timeline(type, choice.filter())
        : profile.tree(type, choice.filter(), choice.group());
  }

  private static StackTree apply(StackTree whole, List<Transform> transforms, List<String> notes) {
    Transformed done = Transformed.of(whole, transforms, "is hidden by the steps above");
    notes.addAll(done.notes());
    return done.tree();
  }

  /** The callers of a function, or what it called, out of what a scene shows. */
  static FlameScene around(FlameScene scene, Frame frame, boolean callers) {
    StackTree tree = scene.totals().tree();
    Transform transform = callers ? new Transform.Callers(frame) : new Transform.Callees(frame);
    StackTree part = transform.apply(tree);
    return scene(transform.label(), part, tree.total(), Order.WEIGHT, new ArrayList<>());
  }
}
