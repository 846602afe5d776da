/** The list of traces: facets, durations over time, and the table, live. */
@NullMarked
package dev.eyepiece.ui.traces;

import org.jspecify.annotations.NullMarked;
