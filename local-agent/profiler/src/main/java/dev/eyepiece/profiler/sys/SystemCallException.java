package dev.eyepiece.profiler.sys;

/** A system call or a call of libbpf that failed. */
public final class SystemCallException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int error;

  /**
   * @param what was tried
   * @param error number of the system's error, positive
   */
  public SystemCallException(String what, int error) {
    super(what + ": " + LibC.error(error));
    this.error = error;
  }

  /** The system's number, such as 1 for EPERM. */
  public int error() {
    return error;
  }
}
