/**
 * OpAMP: a server for a fleet of agents, what is known of each and what each is to have, and a
 * client.
 */
@NullMarked
package dev.eyepiece.opamp;

import org.jspecify.annotations.NullMarked;
