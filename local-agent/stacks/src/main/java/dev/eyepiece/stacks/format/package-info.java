@NullMarked
package dev.eyepiece.stacks.format;

import org.jspecify.annotations.NullMarked;
