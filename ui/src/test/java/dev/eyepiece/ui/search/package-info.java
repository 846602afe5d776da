@NullMarked
package dev.eyepiece.ui.search;

import org.jspecify.annotations.NullMarked;
