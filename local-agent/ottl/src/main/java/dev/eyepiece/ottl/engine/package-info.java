/** Compiled rules: typed nodes over telemetry's trees, and the tables of paths by context. */
@NullMarked
package dev.eyepiece.ottl.engine;

import org.jspecify.annotations.NullMarked;
