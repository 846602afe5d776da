@NullMarked
package dev.eyepiece.ui.runs;

import org.jspecify.annotations.NullMarked;
