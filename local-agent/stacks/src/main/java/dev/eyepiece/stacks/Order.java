package dev.eyepiece.stacks;

/** How the calls from one function lie beside each other. */
public enum Order {
  /** The largest first. */
  WEIGHT,
  /** By name, so that two graphs of the same program look alike. */
  NAME,
  /** As they came: in time, for a tree of {@link StackProfile#timeline}. */
  GIVEN
}
