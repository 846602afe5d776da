/** The receiver: its ports, who sends to them, and what was refused. */
@NullMarked
package dev.eyepiece.ui.receiver;

import org.jspecify.annotations.NullMarked;
