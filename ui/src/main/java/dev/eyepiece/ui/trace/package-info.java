/**
 * One trace: its tree, its waterfall, its critical path and the details of a span. Models here know
 * no control; the views draw what the models say.
 */
@NullMarked
package dev.eyepiece.ui.trace;

import org.jspecify.annotations.NullMarked;
