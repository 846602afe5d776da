package dev.eyepiece.ottl;

import java.util.List;

/**
 * How rules are compiled.
 *
 * @param gates the collector's feature gates that are on beyond its default
 * @param isExplained whether the rules can tell why a condition did not hold; costs time on each
 *     record
 * @param version whose behavior is followed
 */
public record OttlOptions(List<String> gates, boolean isExplained, OttlVersion version) {
  /** As the newest version, without explanations. */
  public static final OttlOptions DEFAULT = new OttlOptions(List.of(), false, OttlVersion.NEWEST);

  /** The same, for rules that can be explained. */
  public OttlOptions explained() {
    return new OttlOptions(gates, true, version);
  }

  /** The same, with the behavior of another version. */
  public OttlOptions of(OttlVersion other) {
    return new OttlOptions(gates, isExplained, other);
  }
}
