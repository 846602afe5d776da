/** The machine's processes and their code. */
@NullMarked
package dev.eyepiece.profiler.process;

import org.jspecify.annotations.NullMarked;
