@NullMarked
package dev.eyepiece.ui.settings;

import org.jspecify.annotations.NullMarked;
