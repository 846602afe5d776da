@NullMarked
package dev.eyepiece.ui.logs;

import org.jspecify.annotations.NullMarked;
