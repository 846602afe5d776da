/** Checks of telemetry files. */
@NullMarked
package dev.eyepiece.app.send;

import org.jspecify.annotations.NullMarked;
