package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.StackProfile;
import org.jspecify.annotations.Nullable;

/**
 * What a flame graph is of.
 *
 * @param title what a reader sees, for instance the name of a file
 * @param before what it is compared with; null for no comparison
 */
public record FlameSource(String title, StackProfile profile, @Nullable StackProfile before) {}
