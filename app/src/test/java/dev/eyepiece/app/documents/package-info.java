/** Checks that the documents say what is. */
@NullMarked
package dev.eyepiece.app.documents;

import org.jspecify.annotations.NullMarked;
