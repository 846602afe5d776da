@NullMarked
package dev.eyepiece.ui.waterfall;

import org.jspecify.annotations.NullMarked;
