/** Who gets what comes too. */
@NullMarked
package dev.eyepiece.ui.forward;

import org.jspecify.annotations.NullMarked;
