package dev.eyepiece.opamp;

/**
 * Bounds of a fleet.
 *
 * @param maxAgents how many agents are known at most; a further one is told to come later
 * @param connectsPerSecond how many WebSockets are opened a second, in the long run
 * @param connectBurst how many are opened at once
 * @param maxConfigBytes the largest config that can be pushed, and that is kept of an agent
 */
public record FleetLimits(
    int maxAgents, int connectsPerSecond, int connectBurst, int maxConfigBytes) {
  public static final FleetLimits DEFAULT = new FleetLimits(100_000, 5_000, 20_000, 4 << 20);
}
