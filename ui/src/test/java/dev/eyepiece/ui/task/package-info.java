@NullMarked
package dev.eyepiece.ui.task;

import org.jspecify.annotations.NullMarked;
