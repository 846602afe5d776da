/** From samples to rows of a profile. */
@NullMarked
package dev.eyepiece.profiler.collect;

import org.jspecify.annotations.NullMarked;
