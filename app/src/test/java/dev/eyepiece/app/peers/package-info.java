/** Checks against clients that others wrote; they run under {@code ./test --peers}. */
@NullMarked
package dev.eyepiece.app.peers;

import org.jspecify.annotations.NullMarked;
