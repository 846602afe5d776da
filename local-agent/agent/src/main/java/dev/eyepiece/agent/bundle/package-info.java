/** How a bundle of a session lies in its file. */
@NullMarked
package dev.eyepiece.agent.bundle;

import org.jspecify.annotations.NullMarked;
