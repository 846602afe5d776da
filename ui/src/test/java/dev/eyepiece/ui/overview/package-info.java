@NullMarked
package dev.eyepiece.ui.overview;

import org.jspecify.annotations.NullMarked;
