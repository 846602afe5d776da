@NullMarked
package dev.eyepiece.ui.compare;

import org.jspecify.annotations.NullMarked;
