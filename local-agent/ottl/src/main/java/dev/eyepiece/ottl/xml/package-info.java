/** XML as trees, and XPath 1.0 over them. */
@NullMarked
package dev.eyepiece.ottl.xml;

import org.jspecify.annotations.NullMarked;
