@NullMarked
package dev.eyepiece.flamegraph;

import org.jspecify.annotations.NullMarked;
