package dev.eyepiece.app.flame;

import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.StackDiff;
import dev.eyepiece.stacks.Transform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the command.
 *
 * @param type name of the values that are wanted; null for those that the profile shows first
 * @param group label whose values become the outermost frames, "none", or null to decide by what is
 *     there
 * @param width in pixels
 * @param byShare whether a comparison is by share of the total
 * @param diffWidth what boxes of a comparison are as wide as
 */
public record FlameRequest(
    String title,
    FlameOutput output,
    @Nullable String type,
    @Nullable String group,
    Order order,
    List<Transform> transforms,
    boolean icicle,
    int width,
    boolean dark,
    boolean byShare,
    StackDiff.Width diffWidth) {}
