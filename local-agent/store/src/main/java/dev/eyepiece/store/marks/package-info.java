/**
 * What is known of texts without reading them: which values, and which three letters in a row, some
 * records surely do not have. Knows nothing of databases.
 */
@NullMarked
package dev.eyepiece.store.marks;

import org.jspecify.annotations.NullMarked;
