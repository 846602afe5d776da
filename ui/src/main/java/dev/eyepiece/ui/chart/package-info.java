/** Axes that charts of several views share. */
@NullMarked
package dev.eyepiece.ui.chart;

import org.jspecify.annotations.NullMarked;
