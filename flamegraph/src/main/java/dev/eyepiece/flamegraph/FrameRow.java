package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Frame;

/**
 * A function in the table.
 *
 * @param self counted in the function itself
 * @param total counted in stacks with the function on them, each once
 * @param change how much more the total is than it was before, scaled as the comparison is; 0 when
 *     nothing is compared
 */
public record FrameRow(Frame frame, long self, long total, double change) {}
