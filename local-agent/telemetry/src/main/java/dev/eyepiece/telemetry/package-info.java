/**
 * The record model: telemetry in two shapes, columns ({@link dev.eyepiece.telemetry.SpanBatch}) for
 * the road and trees ({@link dev.eyepiece.telemetry.Span}) for reading and rewriting, and OTLP
 * bytes and OTLP JSON to records and back.
 */
@NullMarked
package dev.eyepiece.telemetry;

import org.jspecify.annotations.NullMarked;
