/** Tests. */
@NullMarked
package dev.eyepiece.profiler.process;

import org.jspecify.annotations.NullMarked;
