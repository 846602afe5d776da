/** Where samples come from. */
@NullMarked
package dev.eyepiece.profiler.capture;

import org.jspecify.annotations.NullMarked;
