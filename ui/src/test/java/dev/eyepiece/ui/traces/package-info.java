@NullMarked
package dev.eyepiece.ui.traces;

import org.jspecify.annotations.NullMarked;
