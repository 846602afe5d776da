/** JSON as plain maps, lists and values, for small documents. */
@NullMarked
package dev.eyepiece.agent.json;

import org.jspecify.annotations.NullMarked;
