/** The functions of the language as tables of signatures and what they do. */
@NullMarked
package dev.eyepiece.ottl.function;

import org.jspecify.annotations.NullMarked;
