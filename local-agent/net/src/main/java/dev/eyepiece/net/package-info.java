/**
 * The one network stack: ports that sniff their protocol, TLS, tokens, HTTP routes, gRPC, limits.
 */
@NullMarked
package dev.eyepiece.net;

import org.jspecify.annotations.NullMarked;
