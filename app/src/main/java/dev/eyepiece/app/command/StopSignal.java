package dev.eyepiece.app.command;

/** Tells when to stop. */
public interface StopSignal {

  /** Blocks until the process is told to end; from then on it waits for the command to be done. */
  void await() throws InterruptedException;
}
