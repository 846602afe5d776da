@NullMarked
package dev.eyepiece.agent.rules;

import org.jspecify.annotations.NullMarked;
