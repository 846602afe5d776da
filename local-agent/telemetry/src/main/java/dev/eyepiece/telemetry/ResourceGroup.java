package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * A resource and what it sent, as OTLP nests it ({@code ResourceSpans} and its like). Mutable, for
 * one thread; the resource and its attributes belong to this group alone.
 *
 * @param <R> the signal's record: span, log record, metric or profile
 */
public final class ResourceGroup<R> {
  private Resource resource;
  private final List<ScopeGroup<R>> scopes = new ArrayList<>();

  public ResourceGroup(Resource resource) {
    this.resource = resource;
  }

  public Resource resource() {
    return resource;
  }

  public void setResource(Resource resource) {
    this.resource = resource;
  }

  /** The live list: changes to it change the group. */
  public List<ScopeGroup<R>> scopes() {
    return scopes;
  }
}
