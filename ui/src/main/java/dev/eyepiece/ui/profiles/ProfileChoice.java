package dev.eyepiece.ui.profiles;

import dev.eyepiece.store.ProfileType;
import dev.eyepiece.store.Search;
import java.util.List;

/** What a flame graph is drawn of: samples of one service, type and unit. */
record ProfileChoice(String service, String type, String unit) {

  static ProfileChoice of(ProfileType type) {
    return new ProfileChoice(type.service(), type.type(), type.unit());
  }

  /** The samples of this choice among those that a search finds. */
  Search within(Search search) {
    return new Search.And(
        List.of(search, field("service", service), field("type", type), field("unit", unit)));
  }

  private static Search field(String key, String value) {
    return new Search.Field(key, Search.Op.EQ, value.replace("*", Search.LITERAL_STAR));
  }

  String title() {
    return (service.isEmpty() ? "(no service)" : service)
        + ", "
        + type
        + (unit.isEmpty() ? "" : " (" + unit + ")");
  }
}
