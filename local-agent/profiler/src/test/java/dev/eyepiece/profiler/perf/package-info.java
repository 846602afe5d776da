/** Tests. */
@NullMarked
package dev.eyepiece.profiler.perf;

import org.jspecify.annotations.NullMarked;
