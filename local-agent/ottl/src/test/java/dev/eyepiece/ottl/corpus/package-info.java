/** Cases whose results the collector gave. */
@NullMarked
package dev.eyepiece.ottl.corpus;

import org.jspecify.annotations.NullMarked;
