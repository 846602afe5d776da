package dev.eyepiece.net;

/**
 * What answers a path over HTTP.
 *
 * @param method an HTTP method in capitals
 * @param path an exact path, or a prefix when it ends in {@code /*}
 * @param blocking true to run the handler on a virtual thread, false on the event loop
 */
public record Route(String method, String path, boolean blocking, HttpHandler handler) {

  boolean matches(String requested) {
    return path.endsWith("/*")
        ? requested.startsWith(path.substring(0, path.length() - 1))
        : path.equals(requested);
  }
}
