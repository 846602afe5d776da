/**
 * Metrics: which there are, and charts of them. What a chart shows is computed by functions that
 * know no control, away from the FX thread.
 */
@NullMarked
package dev.eyepiece.ui.metrics;

import org.jspecify.annotations.NullMarked;
