/** SQL over what is held: statements, their results as tables, charts and files. */
@NullMarked
package dev.eyepiece.ui.query;

import org.jspecify.annotations.NullMarked;
