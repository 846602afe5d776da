package dev.eyepiece.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every function of OTTL 1.0 is there, by the lists of the public sources, and none besides. */
class FunctionListTest {
  private static final Set<String> EDITORS =
      names(
          """
          append clear delete_index delete_key delete_matching_keys flatten keep_keys
          keep_matching_keys limit merge_maps replace_all_matches replace_all_patterns
          replace_match replace_pattern set stringify_all truncate_all
          """);

  private static final Set<String> CONVERTERS =
      names(
          """
          Base64Encode Bool Coalesce CommunityID Concat ContainsValue
          ConvertAttributesToElementsXML ConvertCase ConvertTextToElementsXML Day Decode Double
          Duration ExtractGrokPatterns ExtractPatterns FNV Format FormatTime GetXML HasPrefix
          HasSuffix Hex Hour Hours Index InsertXML Int IsBool IsDouble IsEmpty IsInCIDR IsInt IsList
          IsMap IsMatch IsString IsValidLuhn Keys Len Log MD5 Microseconds Milliseconds Minute
          Minutes Month Murmur3Hash Murmur3Hash128 Nanosecond Nanoseconds Now ParseCSV ParseInt
          ParseJSON ParseKeyValue ParseSeverity ParseSimplifiedXML ParseXML ProfileID RemoveXML SHA1
          SHA256 SHA512 Second Seconds SliceToMap Sort SpanID Split String Substring Time
          ToCamelCase ToKeyValueString ToLowerCase ToSnakeCase ToUpperCase TraceID Trim TrimPrefix
          TrimSuffix TruncateTime URL UUID UUIDv7 Unix UnixMicro UnixMilli UnixNano UnixSeconds
          UserAgent Values Weekday XXH128 XXH3 Year
          All Any Filter Find MapEach MapKeys Reduce When
          """);

  private static final Set<String> METRIC =
      names(
          """
          aggregate_on_attribute_value aggregate_on_attributes
          convert_exponential_histogram_to_histogram convert_gauge_to_sum convert_sum_to_gauge
          convert_summary_quantile_val_to_gauge copy_metric extract_avg_metric extract_count_metric
          extract_percentile_metric extract_sum_metric scale_metric
          """);

  private static final Set<String> POINT =
      names(
          "convert_summary_count_val_to_sum convert_summary_sum_val_to_sum merge_histogram_buckets");

  private static Set<String> names(String text) {
    return Set.of(text.strip().split("\\s+", -1));
  }

  private final Ottl ottl = new Ottl();

  private Set<String> offered(String context) {
    return ottl.vocabulary(context).functions().stream()
        .map(Vocabulary.Function::name)
        .collect(Collectors.toSet());
  }

  @Test
  void everyContextHasTheFunctionsOfTheLanguage() {
    for (String context : List.of("resource", "scope", "span", "log", "metric", "datapoint")) {
      assertThat(offered(context)).as(context).containsAll(EDITORS).containsAll(CONVERTERS);
    }
  }

  @Test
  void aContextHasThoseOfItsOwnAndNoneBesides() {
    assertThat(own("resource")).isEmpty();
    assertThat(own("spanevent")).isEmpty();
    assertThat(own("span")).isEqualTo(names("IsRootSpan set_semconv_span_name"));
    assertThat(own("log")).isEqualTo(names("ParseCEF ParseCLF ParseELF ParseLEEF"));
    assertThat(own("metric")).isEqualTo(METRIC);
    assertThat(own("datapoint")).isEqualTo(POINT);
  }

  private Set<String> own(String context) {
    return offered(context).stream()
        .filter(name -> !EDITORS.contains(name) && !CONVERTERS.contains(name))
        .collect(Collectors.toSet());
  }
}
