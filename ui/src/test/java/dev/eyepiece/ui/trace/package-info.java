@NullMarked
package dev.eyepiece.ui.trace;

import org.jspecify.annotations.NullMarked;
