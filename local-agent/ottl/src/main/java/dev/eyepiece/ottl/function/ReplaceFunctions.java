package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.FunctionName;
import dev.eyepiece.ottl.engine.Literal;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.engine.PathNode;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Sprintf;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The editors that replace text by pattern. */
final class ReplaceFunctions {
  /** Longer text is not made: replacing in what was replaced before grows without bound. */
  private static final int MAX_LENGTH = 16 << 20;

  private static final Pattern ONE_TEXT = Pattern.compile("^(.*?%s.*?)$");
  private static final Pattern OTHER_VERB = Pattern.compile("%[^s]");

  private static final String REST = " Replacement:text Function?:function ReplacementFormat?:text";

  static final List<Function> ALL =
      List.of(
          Function.of(
              "replace_match", "Target:target Pattern:text" + REST, ReplaceFunctions::match),
          Function.of(
              "replace_pattern",
              "Target:target RegexPattern:text" + REST,
              ReplaceFunctions::pattern),
          Function.of(
              "replace_all_matches",
              "Target:map_target Pattern:text" + REST,
              ReplaceFunctions::allMatches),
          Function.of(
              "replace_all_patterns",
              "Target:map_target Mode:raw_text RegexPattern:text" + REST,
              ReplaceFunctions::allPatterns));

  /** What comes in the place of a match. */
  private record Replacement(
      Arg<Utf8> text, @Nullable FunctionName function, @Nullable Arg<Utf8> format) {

    static Replacement of(Args args, int first) {
      return new Replacement(
          args.text(first), args.optionalFunction(first + 1), args.optionalText(first + 2));
    }

    /** The replacement of a whole text. */
    String whole(Frame frame) {
      Utf8 plain = text.get(frame);
      return function == null ? plain.toString() : called(frame, plain.toString());
    }

    String called(Frame frame, String input) {
      Object result = function == null ? null : function.call(frame, new Literal(Values.of(input)));
      if (!(result instanceof AnyValue.Text changed)) {
        throw new OttlException("the function must yield text, found " + Values.type(result));
      }
      if (format == null) {
        return changed.value().toString();
      }
      String template = format.get(frame).toString();
      if (!ONE_TEXT.matcher(template).find() || OTHER_VERB.matcher(template).find()) {
        throw new OttlException("a replacement format holds one verb for text and no other");
      }
      return Sprintf.format(template, List.of(changed));
    }

    /** As in the reference: what a function cannot replace is left, and its key is lost. */
    void rethrowUnlessOfFunction(OttlException e) {
      if (function == null) {
        throw e;
      }
    }

    /** The text with every match replaced; {@code null} when there is none. */
    @Nullable Utf8 in(Frame frame, Regex regex, Utf8 template, Utf8 input) {
      Utf8 result =
          function == null
              ? regex.replace(input, template)
              : regex.replace(input, template, filled -> called(frame, filled));
      if (result != null && result.length() > MAX_LENGTH) {
        throw new OttlException("the replaced text is longer than " + MAX_LENGTH + " bytes");
      }
      return result;
    }
  }

  private ReplaceFunctions() {}

  private static Node match(Args args) {
    PathNode target = args.target(0);
    Glob.Source glob = new Glob.Source(args.text(1));
    Replacement replacement = Replacement.of(args, 2);
    return Node.edit(frame -> {
      Regex regex = glob.get(frame);
      Object value = target.get(frame);
      String whole = replacement.whole(frame);
      if (value instanceof AnyValue.Text text && regex.find(text.value())) {
        target.set(frame, Values.of(whole));
      }
    });
  }

  private static Node pattern(Args args) {
    PathNode target = args.target(0);
    Regex.Source pattern = Regex.source(args.text(1));
    Replacement replacement = Replacement.of(args, 2);
    return Node.edit(frame -> {
      Object value = target.get(frame);
      if (value == null) {
        return;
      }
      Utf8 template = replacement.text.get(frame);
      if (value instanceof AnyValue.Text text) {
        Regex regex = pattern.get(frame);
        Utf8 changed = replacement.in(frame, regex, template, text.value());
        if (changed != null) {
          target.set(frame, Values.of(changed));
        }
      }
    });
  }

  private static Node allMatches(Args args) {
    PathNode target = args.target(0);
    Glob.Source glob = new Glob.Source(args.text(1));
    Replacement replacement = Replacement.of(args, 2);
    return Node.edit(frame -> {
      Regex regex = glob.get(frame);
      Attributes map = EditorFunctions.map(target, frame);
      AnyValue whole = Values.of(replacement.whole(frame));
      for (int i = 0; i < map.size(); i++) {
        if (map.value(i) instanceof AnyValue.Text text && regex.find(text.value())) {
          if (!text.equals(whole)) {
            frame.markChanged();
          }
          map.setValue(i, whole);
        }
      }
      target.set(frame, map);
    });
  }

  private static Node allPatterns(Args args) {
    PathNode target = args.target(0);
    String mode = args.rawText(1);
    Regex.Source pattern = Regex.source(args.text(2));
    Replacement replacement = Replacement.of(args, 3);
    if (!mode.equals("key") && !mode.equals("value")) {
      throw new CheckException("mode: expected key or value, found \"" + mode + "\"");
    }
    return Node.edit(frame -> {
      Attributes map = EditorFunctions.map(target, frame);
      // Once for all entries: it may be read from the map that is changed.
      Utf8 template = replacement.text.get(frame);
      Regex regex = pattern.get(frame);
      if (mode.equals("key")) {
        keys(frame, map, regex, template, replacement);
      } else {
        values(frame, map, regex, template, replacement);
      }
      target.set(frame, map);
    });
  }

  private static void values(
      Frame frame, Attributes map, Regex regex, Utf8 template, Replacement replacement) {
    for (int i = 0; i < map.size(); i++) {
      if (!(map.value(i) instanceof AnyValue.Text text)) {
        continue;
      }
      try {
        Utf8 changed = replacement.in(frame, regex, template, text.value());
        if (changed != null) {
          map.setValue(i, Values.of(changed));
          frame.markChanged();
        }
      } catch (OttlException e) {
        replacement.rethrowUnlessOfFunction(e);
      }
    }
  }

  private static void keys(
      Frame frame, Attributes map, Regex regex, Utf8 template, Replacement replacement) {
    Attributes updated = new Attributes();
    for (int i = 0; i < map.size(); i++) {
      try {
        Utf8 changed = replacement.in(frame, regex, template, map.key(i));
        updated.put(changed == null ? map.key(i) : changed, map.value(i));
      } catch (OttlException e) {
        replacement.rethrowUnlessOfFunction(e);
      }
    }
    if (!updated.equals(map)) {
      frame.markChanged();
    }
    map.truncate(0);
    for (int i = 0; i < updated.size(); i++) {
      map.add(updated.key(i), updated.value(i));
    }
  }
}
