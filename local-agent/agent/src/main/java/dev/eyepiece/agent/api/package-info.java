/** The local API: HTTP/1.1 and JSON under {@code /api/v1/}, and its client. */
@NullMarked
package dev.eyepiece.agent.api;

import org.jspecify.annotations.NullMarked;
