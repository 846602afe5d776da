/** Two traces side by side: what one has and the other has not, what got slower, what faster. */
@NullMarked
package dev.eyepiece.ui.compare;

import org.jspecify.annotations.NullMarked;
