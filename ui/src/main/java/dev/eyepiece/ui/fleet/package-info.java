/** The agents that report over OpAMP: who they are, how they fare, which config they run. */
@NullMarked
package dev.eyepiece.ui.fleet;

import org.jspecify.annotations.NullMarked;
