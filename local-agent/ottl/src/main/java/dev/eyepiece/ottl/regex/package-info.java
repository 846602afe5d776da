/** Regular expressions of RE2's syntax and meaning over UTF-8 bytes, in time linear in the text. */
@NullMarked
package dev.eyepiece.ottl.regex;

import org.jspecify.annotations.NullMarked;
