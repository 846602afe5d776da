/** Runs: listed, marked, called otherwise, kept, and compared two by two. */
@org.jspecify.annotations.NullMarked
package dev.eyepiece.ui.runs;
