package dev.eyepiece.app.command;

/** Tells when to stop. */
public interface StopSignal {

  /** From now on a process that is told to end waits for the command to be done. */
  default void arm() {}

  /** Arms it, and blocks until the process is told to end. */
  void await() throws InterruptedException;
}
