/** The data folder's lock and token, and files that only their owner can read. */
@NullMarked
package dev.eyepiece.agent.folder;

import org.jspecify.annotations.NullMarked;
