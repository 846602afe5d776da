/** The command that profiles this host. */
@NullMarked
package dev.eyepiece.app.profile;

import org.jspecify.annotations.NullMarked;
