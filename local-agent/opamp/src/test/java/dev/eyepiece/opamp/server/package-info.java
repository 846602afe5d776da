@NullMarked
package dev.eyepiece.opamp.server;

import org.jspecify.annotations.NullMarked;
