/** Rules over files: what {@code eyepiece ottl} does. */
@NullMarked
package dev.eyepiece.app.ottl;

import org.jspecify.annotations.NullMarked;
