@NullMarked
package dev.eyepiece.ui.facet;

import org.jspecify.annotations.NullMarked;
