/** The list of log records, which follows what comes, and one record whole. */
@NullMarked
package dev.eyepiece.ui.logs;

import org.jspecify.annotations.NullMarked;
