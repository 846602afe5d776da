/** Tests. */
@NullMarked
package dev.eyepiece.profiler.elf;

import org.jspecify.annotations.NullMarked;
