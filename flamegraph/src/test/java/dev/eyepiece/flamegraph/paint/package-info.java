@NullMarked
package dev.eyepiece.flamegraph.paint;

import org.jspecify.annotations.NullMarked;
