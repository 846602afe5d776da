package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.SampleFilter;
import dev.eyepiece.stacks.StackDiff;
import dev.eyepiece.stacks.Transform;
import java.util.ArrayList;
import java.util.List;

/**
 * How a source is looked at. Immutable.
 *
 * @param type index of the values that are counted
 * @param order of siblings; {@link Order#GIVEN} is in time
 * @param group labels whose values are the outermost frames
 * @param filter which samples are taken
 * @param transforms steps, the first first
 * @param byShare whether a comparison is by share of the total
 * @param width what boxes of a comparison are as wide as
 */
public record FlameChoice(
    int type,
    Order order,
    List<String> group,
    SampleFilter filter,
    List<Transform> transforms,
    boolean byShare,
    StackDiff.Width width) {
  private static final String PROCESS = "process";
  private static final int MAX_LABELS = 5_000;

  /** What is shown of a source when nobody chose. */
  public static FlameChoice of(FlameSource source) {
    int type = source.profile().defaultType();
    long processes =
        source.profile().labels().stream()
            .limit(MAX_LABELS)
            .filter(labels -> labels.containsKey(PROCESS))
            .map(labels -> labels.get(PROCESS))
            .distinct()
            .limit(2)
            .count();
    return new FlameChoice(
        type,
        Order.NAME,
        processes > 1 ? List.of(PROCESS) : List.of(),
        SampleFilter.ALL,
        List.of(),
        true,
        StackDiff.Width.AFTER);
  }

  public FlameChoice withType(int newType) {
    return new FlameChoice(newType, order, group, filter, transforms, byShare, width);
  }

  public FlameChoice withOrder(Order newOrder) {
    return new FlameChoice(type, newOrder, group, filter, transforms, byShare, width);
  }

  public FlameChoice withGroup(List<String> newGroup) {
    return new FlameChoice(type, order, newGroup, filter, transforms, byShare, width);
  }

  public FlameChoice withFilter(SampleFilter newFilter) {
    return new FlameChoice(type, order, group, newFilter, transforms, byShare, width);
  }

  /** With a step more. */
  public FlameChoice with(Transform transform) {
    List<Transform> more = new ArrayList<>(transforms);
    more.add(transform);
    return withTransforms(more);
  }

  public FlameChoice withTransforms(List<Transform> newTransforms) {
    return new FlameChoice(type, order, group, filter, List.copyOf(newTransforms), byShare, width);
  }

  public FlameChoice comparing(boolean newByShare, StackDiff.Width newWidth) {
    return new FlameChoice(type, order, group, filter, transforms, newByShare, newWidth);
  }
}
