/** Tests of the fleet, over real sockets. */
@NullMarked
package dev.eyepiece.opamp;

import org.jspecify.annotations.NullMarked;
