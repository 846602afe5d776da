/** Answers from a snapshot, whether of a running road or of a folder at rest. */
@NullMarked
package dev.eyepiece.agent.query;

import org.jspecify.annotations.NullMarked;
