/** Tests. */
@NullMarked
package dev.eyepiece.profiler.sys;

import org.jspecify.annotations.NullMarked;
