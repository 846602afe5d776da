/** Tests of bundles in the window. */
@NullMarked
package dev.eyepiece.ui.bundle;

import org.jspecify.annotations.NullMarked;
