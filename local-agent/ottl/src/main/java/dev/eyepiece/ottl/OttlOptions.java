package dev.eyepiece.ottl;

import java.util.List;

/**
 * How rules are compiled.
 *
 * @param gates the collector's feature gates that are on beyond its default
 * @param explained whether the rules can tell why a condition did not hold; costs time on each
 *     record
 * @param before1 whether the quirks of the versions before OTTL 1.0 (collector 0.161) are kept
 */
public record OttlOptions(List<String> gates, boolean explained, boolean before1) {
  /** As the newest version, without explanations. */
  public static final OttlOptions DEFAULT = new OttlOptions(List.of(), false, false);
}
