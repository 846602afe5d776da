package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Comparator;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;

/** Reading and growing the tables that profiles share. */
final class Tables {
  private Tables() {}

  static Utf8 string(ProfilesDictionary dictionary, int index) {
    if (index < 0 || index >= dictionary.strings().size()) {
      throw new OttlException("the string table has no entry " + index);
    }
    return dictionary.strings().get(index);
  }

  /** The index of a text, which is added when it is new; the current one when it is the same. */
  static int put(ProfilesDictionary dictionary, Utf8 text, int current) {
    List<Utf8> strings = dictionary.strings();
    if (current > 0 && current < strings.size() && strings.get(current).equals(text)) {
      return current;
    }
    return put(dictionary, text);
  }

  static int put(ProfilesDictionary dictionary, Utf8 text) {
    int index = dictionary.strings().indexOf(text);
    if (index < 0) {
      index = dictionary.strings().size();
      dictionary.strings().add(text);
    }
    return index;
  }

  /** The index of an attribute without a unit, which is added when it is new. */
  static int put(ProfilesDictionary dictionary, int key, AnyValue value) {
    List<ProfilesDictionary.Attribute> attributes = dictionary.attributes();
    for (int i = 0; i < attributes.size(); i++) {
      ProfilesDictionary.Attribute there = attributes.get(i);
      if (there.key() == key && there.unit() == 0 && Comparator.equal(there.value(), value)) {
        return i;
      }
    }
    attributes.add(new ProfilesDictionary.Attribute(key, value, 0));
    return attributes.size() - 1;
  }

  static ProfilesDictionary.Attribute attribute(ProfilesDictionary dictionary, int index) {
    if (index < 0 || index >= dictionary.attributes().size()) {
      throw new OttlException("the attribute table has no entry " + index);
    }
    return dictionary.attributes().get(index);
  }
}
