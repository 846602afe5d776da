/** Requests that no sender should send, over real connections. */
@NullMarked
package dev.eyepiece.otlp.hostile;

import org.jspecify.annotations.NullMarked;
