@NullMarked
package dev.eyepiece.stacks;

import org.jspecify.annotations.NullMarked;
