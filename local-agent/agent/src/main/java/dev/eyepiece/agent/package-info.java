/**
 * The local agent: puts receiver, road, store and API together, from start to stop; no display
 * needed.
 */
@NullMarked
package dev.eyepiece.agent;

import org.jspecify.annotations.NullMarked;
