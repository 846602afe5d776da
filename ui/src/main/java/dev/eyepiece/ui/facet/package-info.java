/** The values of fields with their counts, to narrow a list by; shared by the lists of signals. */
@NullMarked
package dev.eyepiece.ui.facet;

import org.jspecify.annotations.NullMarked;
