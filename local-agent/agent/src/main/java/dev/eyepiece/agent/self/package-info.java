/** This agent as an agent of somebody's fleet. */
@NullMarked
package dev.eyepiece.agent.self;

import org.jspecify.annotations.NullMarked;
