@NullMarked
package dev.eyepiece.ui.rules;

import org.jspecify.annotations.NullMarked;
