package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Frame;

/**
 * A function in the table.
 *
 * @param self counted in the function itself
 * @param total counted in stacks with the function on them, each once
 */
public record FrameRow(Frame frame, long self, long total) {}
