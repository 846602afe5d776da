/** How results are printed: tables for people, CSV and JSON lines for programs. */
@NullMarked
package dev.eyepiece.app.output;

import org.jspecify.annotations.NullMarked;
