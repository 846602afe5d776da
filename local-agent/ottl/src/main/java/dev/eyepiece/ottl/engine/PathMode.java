package dev.eyepiece.ottl.engine;

/** Whether paths begin with the name of their context. */
public enum PathMode {
  /** They must: the context was inferred from them. */
  PREFIXED,
  /** They may; one that does not is of the context that the configuration names. */
  IMPLIED,
  /** They may; the old names of contexts are understood as well. */
  OLD
}
