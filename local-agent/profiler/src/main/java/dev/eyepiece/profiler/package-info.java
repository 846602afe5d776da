/**
 * Profiles this host: what runs and what waits, with the stacks of the kernel and of all programs.
 */
@NullMarked
package dev.eyepiece.profiler;

import org.jspecify.annotations.NullMarked;
