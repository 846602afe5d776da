/**
 * The OpenTelemetry Transformation Language: checks rules, compiles them and applies them to a
 * {@link dev.eyepiece.telemetry.TelemetryTree}. Start at {@link dev.eyepiece.ottl.Ottl}.
 */
@NullMarked
package dev.eyepiece.ottl;

import org.jspecify.annotations.NullMarked;
