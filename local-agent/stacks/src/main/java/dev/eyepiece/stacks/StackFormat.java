package dev.eyepiece.stacks;

/** Families of formats as their first bytes tell them apart. */
public enum StackFormat {
  COLLAPSED,
  PERF_SCRIPT,
  JFR,
  /** pprof or OTLP. */
  PROTOBUF,
  /** speedscope, cpuprofile or OTLP. */
  JSON
}
