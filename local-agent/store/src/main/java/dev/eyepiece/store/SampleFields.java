package dev.eyepiece.store;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What samples of profiles have for searches. */
enum SampleFields implements SearchFields {
  INSTANCE;

  @Override
  public @Nullable String condition(Search.Field field, Asks asks) {
    String key = field.key().toLowerCase(Locale.ROOT);
    return switch (key) {
      case "value" ->
          field.op() == Search.Op.EXISTS
              ? "TRUE"
              : "amount "
                  + SearchSql.symbol(field.op())
                  + " "
                  + SearchSql.number(Quantity.parse(field.value()));
      case "profile", "profileid", "profile_id" -> SearchSql.hex(field, "profile_hi", "profile_lo");
      case "function", "frame" ->
          field.op() == Search.Op.EXISTS
              ? "stack > 0"
              : asks.name(
                  new Asks.InStack(SearchSql.plain(field.value()).toLowerCase(Locale.ROOT)));
      default -> SearchFields.id(field, key);
    };
  }

  @Override
  public @Nullable String text(String key, Asks asks) {
    return switch (key) {
      case "type" -> "type";
      case "unit" -> "unit";
      default -> SearchFields.common(key, asks);
    };
  }

  @Override
  public @Nullable String match(String key, String pattern, Asks asks) {
    return switch (key) {
      case "profile", "profileid", "profile_id" ->
          "(profile_hi <> 0 OR profile_lo <> 0) AND "
              + SearchSql.match(SearchFields.digits("profile_hi", "profile_lo"), pattern);
      case "function", "frame" -> asks.name(new Asks.FrameMatch(pattern));
      default -> SearchFields.idMatch(key, pattern);
    };
  }

  @Override
  public List<String> words() {
    return List.of("service", "type");
  }
}
