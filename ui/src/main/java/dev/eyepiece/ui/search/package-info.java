/** The one search line: completion, hints, history. */
@NullMarked
package dev.eyepiece.ui.search;

import org.jspecify.annotations.NullMarked;
