package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * A scope and its records, as OTLP nests them ({@code ScopeSpans} and its like). Mutable, for one
 * thread; the scope and its attributes belong to this group alone.
 *
 * @param <R> the signal's record: span, log record, metric or profile
 */
public final class ScopeGroup<R> {
  private Scope scope;
  private final List<R> records = new ArrayList<>();

  public ScopeGroup(Scope scope) {
    this.scope = scope;
  }

  public Scope scope() {
    return scope;
  }

  public void setScope(Scope scope) {
    this.scope = scope;
  }

  /** The live list: changes to it change the group. */
  public List<R> records() {
    return records;
  }
}
