/** The transform and the filter processor: their configuration and how they walk a batch. */
@NullMarked
package dev.eyepiece.ottl.processor;

import org.jspecify.annotations.NullMarked;
