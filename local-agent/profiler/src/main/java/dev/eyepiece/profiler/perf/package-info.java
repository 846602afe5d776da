/** What perf events tell. */
@NullMarked
package dev.eyepiece.profiler.perf;

import org.jspecify.annotations.NullMarked;
