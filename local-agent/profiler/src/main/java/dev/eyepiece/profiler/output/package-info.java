/** Profiles as OTLP. */
@NullMarked
package dev.eyepiece.profiler.output;

import org.jspecify.annotations.NullMarked;
