/** What lists of records have in common: questions, facets, what is held back from a reader. */
@NullMarked
package dev.eyepiece.ui.list;

import org.jspecify.annotations.NullMarked;
