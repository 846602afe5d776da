@NullMarked
package dev.eyepiece.agent.host;

import org.jspecify.annotations.NullMarked;
