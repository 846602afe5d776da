package dev.eyepiece.ottl.processor;

/** A configuration that is not what its processor takes. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String path;

  public ConfigException(String path, String message) {
    super(path.isEmpty() ? message : path + ": " + message);
    this.path = path;
  }

  /** Where in the configuration: {@code trace_statements[0].context}. */
  public String path() {
    return path;
  }
}
