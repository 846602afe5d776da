/** Tests of the fleet's view. */
@NullMarked
package dev.eyepiece.ui.fleet;

import org.jspecify.annotations.NullMarked;
