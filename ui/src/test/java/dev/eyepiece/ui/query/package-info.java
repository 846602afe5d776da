@NullMarked
package dev.eyepiece.ui.query;

import org.jspecify.annotations.NullMarked;
