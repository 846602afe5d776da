/** Tests. */
@NullMarked
package dev.eyepiece.profiler;

import org.jspecify.annotations.NullMarked;
