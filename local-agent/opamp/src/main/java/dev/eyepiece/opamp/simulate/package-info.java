/** Agents that are not there, to see how a server bears many. */
@NullMarked
package dev.eyepiece.opamp.simulate;

import org.jspecify.annotations.NullMarked;
