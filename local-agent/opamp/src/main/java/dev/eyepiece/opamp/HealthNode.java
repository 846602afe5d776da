package dev.eyepiece.opamp;

import java.util.List;

/**
 * The health of an agent or of one of its components.
 *
 * @param name empty for the agent itself
 * @param startUnixNano when it started; 0 while it does not run
 * @param statusUnixNano when the status was found; 0 when not said
 */
public record HealthNode(
    String name,
    boolean healthy,
    String status,
    String lastError,
    long startUnixNano,
    long statusUnixNano,
    List<HealthNode> components) {}
