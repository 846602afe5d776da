/** Checks of the local API. */
@NullMarked
package dev.eyepiece.agent.api;

import org.jspecify.annotations.NullMarked;
