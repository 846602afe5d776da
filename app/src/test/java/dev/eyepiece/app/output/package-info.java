/** Checks of what is printed. */
@NullMarked
package dev.eyepiece.app.output;

import org.jspecify.annotations.NullMarked;
