package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Utf8;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ExtractGrokPatterns}. */
final class GrokFunction {
  static final Function FUNCTION =
      Function.of(
          "ExtractGrokPatterns",
          "Target:text Pattern:text NamedCapturesOnly?:raw_bool PatternDefinitions?:raw_texts",
          GrokFunction::build);

  private final Arg<Utf8> pattern;
  private final boolean namedOnly;
  private final Map<String, String> definitions;
  private volatile @Nullable Known last;

  private record Known(Utf8 pattern, Grok grok) {}

  private GrokFunction(Arg<Utf8> pattern, boolean namedOnly, Map<String, String> definitions) {
    this.pattern = pattern;
    this.namedOnly = namedOnly;
    this.definitions = definitions;
  }

  private static Node build(Args args) {
    Arg<Utf8> target = args.text(0);
    Arg<Utf8> pattern = args.text(1);
    List<String> texts = args.has(3) ? args.rawTexts(3) : List.of();
    Map<String, String> definitions = new HashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 0 || text.substring(0, equals).contains(":")) {
        throw new CheckException(
            "expected NAME=pattern with no colon in the name, found \"" + text + "\"");
      }
      definitions.put(text.substring(0, equals), text.substring(equals + 1));
    }
    GrokFunction function = new GrokFunction(pattern, args.rawBool(2, false), definitions);
    if (pattern.isLiteral()) {
      try {
        function.of(pattern.literal());
      } catch (OttlException e) {
        throw new CheckException("" + e.getMessage());
      }
    }
    return Node.of(frame -> {
      Grok grok = function.get(frame);
      return grok.read(target.get(frame));
    });
  }

  private Grok get(Frame frame) {
    return of(pattern.get(frame));
  }

  private Grok of(Utf8 text) {
    Known known = last;
    if (known == null || !known.pattern.equals(text)) {
      known = new Known(text, Grok.of(text.toString(), namedOnly, definitions));
      if (namedOnly && !known.grok.hasNames()) {
        throw new OttlException("the pattern has no named group");
      }
      last = known;
    }
    return known.grok;
  }
}
