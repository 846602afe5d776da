/** The command that draws flame graphs. */
@NullMarked
package dev.eyepiece.app.flame;

import org.jspecify.annotations.NullMarked;
