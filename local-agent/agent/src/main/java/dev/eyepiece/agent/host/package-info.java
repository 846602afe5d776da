/** What the machine and this program do, as metrics that take the same road as all others. */
@NullMarked
package dev.eyepiece.agent.host;

import org.jspecify.annotations.NullMarked;
