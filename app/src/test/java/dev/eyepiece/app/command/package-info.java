/** Checks of commands' parts. */
@NullMarked
package dev.eyepiece.app.command;

import org.jspecify.annotations.NullMarked;
