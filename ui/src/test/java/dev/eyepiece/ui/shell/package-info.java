@NullMarked
package dev.eyepiece.ui.shell;

import org.jspecify.annotations.NullMarked;
