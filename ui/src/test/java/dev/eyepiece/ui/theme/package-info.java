@NullMarked
package dev.eyepiece.ui.theme;

import org.jspecify.annotations.NullMarked;
