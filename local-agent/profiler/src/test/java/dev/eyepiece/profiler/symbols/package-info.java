/** Tests. */
@NullMarked
package dev.eyepiece.profiler.symbols;

import org.jspecify.annotations.NullMarked;
