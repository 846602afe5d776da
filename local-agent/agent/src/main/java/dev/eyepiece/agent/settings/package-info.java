/** The settings: what there is, and the YAML file they may be in. */
@NullMarked
package dev.eyepiece.agent.settings;

import org.jspecify.annotations.NullMarked;
