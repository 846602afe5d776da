/** A profiler in a process of its own, and how the two speak. */
@NullMarked
package dev.eyepiece.profiler.helper;

import org.jspecify.annotations.NullMarked;
