/** The OTTL text: tokens, the syntax tree, the parser with recovery. */
@NullMarked
package dev.eyepiece.ottl.syntax;

import org.jspecify.annotations.NullMarked;
