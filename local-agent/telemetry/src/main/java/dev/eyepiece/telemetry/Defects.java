package dev.eyepiece.telemetry;

/** What is wrong with a single span, as bits: reasons to refuse that span and not its request. */
public final class Defects {
  public static final int TRACE_ID = 1;
  public static final int SPAN_ID = 2;
  public static final int PARENT_ID = 4;
  public static final int LINK_ID = 8;

  private Defects() {}
}
