/** How statements are run. */
@NullMarked
package dev.eyepiece.ottl.processor;

import org.jspecify.annotations.NullMarked;
