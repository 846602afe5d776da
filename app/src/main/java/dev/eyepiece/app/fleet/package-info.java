/** What the command line shows of the fleet. */
@NullMarked
package dev.eyepiece.app.fleet;

import org.jspecify.annotations.NullMarked;
