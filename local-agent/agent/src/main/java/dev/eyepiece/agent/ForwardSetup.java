package dev.eyepiece.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom an agent forwards to.
 *
 * @param environment what {@code ${env:NAME}} in headers stands for
 * @param file the settings file, which changes are written to; null for none
 * @param fixed why nothing can be changed while it runs, empty when it can be
 */
public record ForwardSetup(
    List<ForwardInfo> endpoints,
    Map<String, String> environment,
    @Nullable Path file,
    String fixed) {
  /** Nobody. */
  public static final ForwardSetup NONE = new ForwardSetup(List.of(), Map.of(), null, "");

  public ForwardSetup {
    endpoints = List.copyOf(endpoints);
    environment = Map.copyOf(environment);
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return "ForwardSetup" + endpoints;
  }
}
