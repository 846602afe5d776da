@NullMarked
package dev.eyepiece.ruleeditor;

import org.jspecify.annotations.NullMarked;
