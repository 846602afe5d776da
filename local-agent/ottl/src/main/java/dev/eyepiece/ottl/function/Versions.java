package dev.eyepiece.ottl.function;

import static dev.eyepiece.ottl.OttlVersion.V0_146;
import static dev.eyepiece.ottl.OttlVersion.V0_155;
import static dev.eyepiece.ottl.OttlVersion.V0_161;
import static dev.eyepiece.ottl.OttlVersion.V1;

import dev.eyepiece.ottl.OttlVersion;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.FunctionTable;
import dev.eyepiece.ottl.engine.Param;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which functions and parameters a version has. What is not named here is as old as the oldest.
 * Read from the argument types of each version's public source.
 */
final class Versions {
  private static final Map<String, OttlVersion> SINCE = new HashMap<>();

  static {
    since(
        V0_146,
        "Bool CommunityID ContainsValue HasPrefix HasSuffix Index IsInCIDR IsValidLuhn Keys"
            + " Murmur3Hash Murmur3Hash128 ParseInt ParseSeverity ProfileID TrimPrefix TrimSuffix"
            + " UUIDv7 Values Weekday XXH128 XXH3 convert_summary_quantile_val_to_gauge"
            + " delete_index merge_histogram_buckets set_semconv_span_name"
            + " convert_summary_count_val_to_sum.Suffix convert_summary_sum_val_to_sum.Suffix"
            + " extract_count_metric.Suffix extract_sum_metric.Suffix flatten.ResolveConflicts");
    since(
        V0_155,
        "Base64Encode Coalesce ParseCLF ParseLEEF extract_percentile_metric stringify_all"
            + " Substring.Utf8Safe truncate_all.Utf8Safe merge_histogram_buckets.Method");
    since(
        V0_161,
        "All Any Filter Find IsEmpty MapEach MapKeys ParseCEF ParseELF Reduce When clear"
            + " truncate_all.TruncationMarker");
    since(V1, "extract_avg_metric");
  }

  private Versions() {}

  private static void since(OttlVersion version, String names) {
    for (String name : names.split(" ", -1)) {
      SINCE.put(name, version);
    }
  }

  /** The functions of a table that a version has, with the parameters that it has. */
  static FunctionTable of(FunctionTable table, OttlVersion version) {
    List<Function> kept = new ArrayList<>();
    Map<String, String> later = new HashMap<>();
    for (Function function : table.all()) {
      if (isIn(function.name(), version)) {
        List<Param> params =
            function.params().stream()
                .filter(param -> isIn(function.name() + "." + param.field(), version))
                .toList();
        kept.add(new Function(function.name(), params, function.builder()));
      } else {
        later.put(function.name(), since(function.name()).text());
      }
    }
    FunctionTable known = FunctionTable.of(kept).without(later);
    // What was taken away, or did something else, until then.
    known = version.has(V0_161) ? known : known.with(List.of(HashFunctions.BASE64_DECODE));
    boolean editors = known.get("truncate_all") != null;
    return editors && !version.has(V0_155)
        ? known.with(List.of(EditorFunctions.TRUNCATE_BYTES))
        : known;
  }

  private static boolean isIn(String name, OttlVersion version) {
    return version.has(since(name));
  }

  private static OttlVersion since(String name) {
    return SINCE.getOrDefault(name, OttlVersion.V0_120);
  }
}
