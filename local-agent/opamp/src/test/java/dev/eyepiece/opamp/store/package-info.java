@NullMarked
package dev.eyepiece.opamp.store;

import org.jspecify.annotations.NullMarked;
