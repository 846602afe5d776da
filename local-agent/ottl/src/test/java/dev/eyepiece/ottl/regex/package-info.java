/** Patterns beside those of another engine. */
@NullMarked
package dev.eyepiece.ottl.regex;

import org.jspecify.annotations.NullMarked;
