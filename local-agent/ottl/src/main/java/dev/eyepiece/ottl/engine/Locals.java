package dev.eyepiece.ottl.engine;

import org.jspecify.annotations.Nullable;

/** The parameters of a lambda that is running, and those of the lambdas around it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Locals(@Nullable Object[] values, @Nullable Locals outer) {}
