/** An agent's side of OpAMP. */
@NullMarked
package dev.eyepiece.opamp.client;

import org.jspecify.annotations.NullMarked;
