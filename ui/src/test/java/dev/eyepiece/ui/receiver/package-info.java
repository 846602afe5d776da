/** Tests of the receiver's page. */
@NullMarked
package dev.eyepiece.ui.receiver;

import org.jspecify.annotations.NullMarked;
