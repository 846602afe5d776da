@NullMarked
package dev.eyepiece.ui.profiles;

import org.jspecify.annotations.NullMarked;
