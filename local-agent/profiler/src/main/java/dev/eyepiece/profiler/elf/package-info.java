/** ELF files: symbols and unwind tables. */
@NullMarked
package dev.eyepiece.profiler.elf;

import org.jspecify.annotations.NullMarked;
