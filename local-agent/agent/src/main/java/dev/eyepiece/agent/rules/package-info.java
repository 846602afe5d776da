/** The rule sets of a data folder: their files, and what is asked of them over HTTP. */
@NullMarked
package dev.eyepiece.agent.rules;

import org.jspecify.annotations.NullMarked;
