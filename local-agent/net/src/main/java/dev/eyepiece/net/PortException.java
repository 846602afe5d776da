package dev.eyepiece.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A port could not be opened; the message names it and says why. */
public final class PortException extends IOException {
  private static final long serialVersionUID = 1L;

  public PortException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
