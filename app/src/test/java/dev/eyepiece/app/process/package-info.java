/** The program as a process of its own, from what is sent to what is asked. */
@NullMarked
package dev.eyepiece.app.process;

import org.jspecify.annotations.NullMarked;
