package dev.eyepiece.telemetry;

import java.util.BitSet;
import java.util.List;

/**
 * Which entries of a dictionary point to entries that are not there, themselves or by what they
 * point to. Index 0 means "not set" and is never wrong, also in an empty table. Immutable.
 */
final class DictionaryCheck {
  private final ProfilesDictionary dictionary;
  private final BitSet badAttributes = new BitSet();
  private final BitSet badMappings = new BitSet();
  private final BitSet badFunctions = new BitSet();
  private final BitSet badLocations = new BitSet();
  private final BitSet badStacks = new BitSet();

  DictionaryCheck(ProfilesDictionary dictionary) {
    this.dictionary = dictionary;
    attributes();
    mappings();
    functions();
    locations();
    stacks();
  }

  private void attributes() {
    List<ProfilesDictionary.Attribute> entries = dictionary.attributes();
    for (int i = 0; i < entries.size(); i++) {
      badAttributes.set(i, !isString(entries.get(i).key()) || !isString(entries.get(i).unit()));
    }
  }

  private void mappings() {
    List<ProfilesDictionary.Mapping> entries = dictionary.mappings();
    for (int i = 0; i < entries.size(); i++) {
      ProfilesDictionary.Mapping mapping = entries.get(i);
      badMappings.set(
          i,
          !isString(mapping.filename())
              || !sound(mapping.attributes(), dictionary.attributes().size(), badAttributes));
    }
  }

  private void functions() {
    List<ProfilesDictionary.Function> entries = dictionary.functions();
    for (int i = 0; i < entries.size(); i++) {
      ProfilesDictionary.Function function = entries.get(i);
      badFunctions.set(
          i,
          !isString(function.name())
              || !isString(function.systemName())
              || !isString(function.filename()));
    }
  }

  private void locations() {
    List<ProfilesDictionary.Location> entries = dictionary.locations();
    for (int i = 0; i < entries.size(); i++) {
      ProfilesDictionary.Location location = entries.get(i);
      boolean bad =
          !sound(location.mapping(), dictionary.mappings().size(), badMappings)
              || !sound(location.attributes(), dictionary.attributes().size(), badAttributes);
      for (ProfilesDictionary.Line line : location.lines()) {
        bad |= !sound(line.function(), dictionary.functions().size(), badFunctions);
      }
      badLocations.set(i, bad);
    }
  }

  private void stacks() {
    List<ProfilesDictionary.Stack> entries = dictionary.stacks();
    for (int i = 0; i < entries.size(); i++) {
      badStacks.set(
          i, !sound(entries.get(i).locations(), dictionary.locations().size(), badLocations));
    }
  }

  private static boolean sound(List<Integer> indices, int size, BitSet bad) {
    for (int index : indices) {
      if (!sound(index, size, bad)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sound(int index, int size, BitSet bad) {
    return index == 0 ? !bad.get(0) : index > 0 && index < size && !bad.get(index);
  }

  boolean isString(int index) {
    return index == 0 || (index > 0 && index < dictionary.strings().size());
  }

  boolean isLink(int index) {
    return index == 0 || (index > 0 && index < dictionary.links().size());
  }

  boolean isStack(int index) {
    return sound(index, dictionary.stacks().size(), badStacks);
  }

  boolean isAttribute(long index) {
    return index == (int) index
        && sound((int) index, dictionary.attributes().size(), badAttributes);
  }
}
