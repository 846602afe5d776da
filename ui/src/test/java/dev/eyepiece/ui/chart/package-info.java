@NullMarked
package dev.eyepiece.ui.chart;

import org.jspecify.annotations.NullMarked;
