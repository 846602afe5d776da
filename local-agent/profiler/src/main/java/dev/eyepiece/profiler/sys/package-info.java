/** The calls into the kernel, libbpf and the C library. */
@NullMarked
package dev.eyepiece.profiler.sys;

import org.jspecify.annotations.NullMarked;
