/** Bundles in the window: saved, opened and dropped onto it. */
@NullMarked
package dev.eyepiece.ui.bundle;

import org.jspecify.annotations.NullMarked;
