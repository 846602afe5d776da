/** OTLP in: the receiver over gRPC and HTTP, decoding and validation; and OTLP out. */
@NullMarked
package dev.eyepiece.otlp;

import org.jspecify.annotations.NullMarked;
