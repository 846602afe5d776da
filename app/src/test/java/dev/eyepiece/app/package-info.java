/** Checks of the whole program. */
@NullMarked
package dev.eyepiece.app;

import org.jspecify.annotations.NullMarked;
