/** What is kept of the fleet on disk. */
@NullMarked
package dev.eyepiece.opamp.store;

import org.jspecify.annotations.NullMarked;
