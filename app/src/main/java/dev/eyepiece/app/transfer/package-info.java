/** Telemetry to and from the files of other tools. */
@NullMarked
package dev.eyepiece.app.transfer;

import org.jspecify.annotations.NullMarked;
