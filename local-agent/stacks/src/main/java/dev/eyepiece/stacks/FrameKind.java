package dev.eyepiece.stacks;

/** What runs a frame; viewers colour by it. */
public enum FrameKind {
  KERNEL("kernel"),
  /** Compiled ahead of time: C, C++, Rust, Go and their like. */
  NATIVE("native"),
  JVM("JVM"),
  /** Run by an interpreter or its compiler: Python, JavaScript, Ruby, PHP, Perl, .NET, Erlang. */
  INTERPRETED("interpreted"),
  UNKNOWN("unknown");

  private final String label;

  FrameKind(String label) {
    this.label = label;
  }

  /** The name that a reader sees. */
  public String label() {
    return label;
  }
}
