/** The endpoints of the forwarder as settings, as the local API speaks of them, and in force. */
@NullMarked
package dev.eyepiece.agent.forward;

import org.jspecify.annotations.NullMarked;
