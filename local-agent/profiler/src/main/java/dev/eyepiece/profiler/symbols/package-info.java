/** Names of addresses. */
@NullMarked
package dev.eyepiece.profiler.symbols;

import org.jspecify.annotations.NullMarked;
