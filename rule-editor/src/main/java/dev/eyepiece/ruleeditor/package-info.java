/** The OTTL editor: completion, diagnostics, dry-run with differences, explanation. */
@NullMarked
package dev.eyepiece.ruleeditor;

import org.jspecify.annotations.NullMarked;
