/** Values at run time and what the language's operators and conversions do with them. */
@NullMarked
package dev.eyepiece.ottl.value;

import org.jspecify.annotations.NullMarked;
