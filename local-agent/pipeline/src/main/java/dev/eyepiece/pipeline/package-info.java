/**
 * The road that every record takes: journal, ring, seal, subscribers; and the answers over ring and
 * store.
 */
@NullMarked
package dev.eyepiece.pipeline;

import org.jspecify.annotations.NullMarked;
