package dev.eyepiece.ottl.processor;

/** What becomes of a record on which a statement or condition fails. */
public enum ErrorMode {
  /** The next statement runs; the error is told. */
  IGNORE,
  /** The next statement runs; the error is counted alone. */
  SILENT,
  /** The whole batch is refused. */
  PROPAGATE
}
