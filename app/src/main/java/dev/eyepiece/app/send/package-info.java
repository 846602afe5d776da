/** Telemetry files: which of OTLP's forms a file has, and the requests in it. */
@NullMarked
package dev.eyepiece.app.send;

import org.jspecify.annotations.NullMarked;
