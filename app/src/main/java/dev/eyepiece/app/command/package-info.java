/** The commands, one class each, and what they share. */
@NullMarked
package dev.eyepiece.app.command;

import org.jspecify.annotations.NullMarked;
