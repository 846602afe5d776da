/** What the server knows of each agent, and what it answers. */
@NullMarked
package dev.eyepiece.opamp.server;

import org.jspecify.annotations.NullMarked;
