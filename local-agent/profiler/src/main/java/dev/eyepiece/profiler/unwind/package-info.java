/** From a frame to its caller, here and on the kernel's side. */
@NullMarked
package dev.eyepiece.profiler.unwind;

import org.jspecify.annotations.NullMarked;
