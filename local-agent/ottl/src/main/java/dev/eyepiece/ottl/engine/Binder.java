package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.syntax.Ast;
import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives the arguments of a call their places and makes each what the signature says. */
final class Binder {
  private final Compiler compiler;
  private final FunctionTable functions;
  private final Gates gates;

  Binder(Compiler compiler, FunctionTable functions, Gates gates) {
    this.compiler = compiler;
    this.functions = functions;
    this.gates = gates;
  }

  /** The arguments; {@code null} when their number or order is wrong. */
  @Nullable Args bind(dev.eyepiece.ottl.engine.Function function, Ast.Call call) {
    List<Param> params = function.params();
    long required = params.stream().filter(p -> !p.optional()).count();
    int given = call.arguments().size();
    boolean named = false;
    for (Ast.Argument argument : call.arguments()) {
      if (named && argument.name() == null) {
        compiler.problem("an argument without a name may not follow one with a name", argument);
        return null;
      }
      named |= argument.name() != null;
    }
    if (given < required || given > params.size()) {
      compiler.problem(
          function.signature()
              + " takes "
              + (required == params.size() ? "" : required + " to ")
              + params.size()
              + " arguments, found "
              + given,
          call);
      return null;
    }
    Args args = new Args(params, gates);
    for (int i = 0; i < given; i++) {
      Ast.Argument argument = call.arguments().get(i);
      int place = place(function, argument, i);
      if (place >= 0) {
        Object value = value(params.get(place), argument);
        if (value != null) {
          args.set(place, value);
        }
      }
    }
    return args;
  }

  private int place(dev.eyepiece.ottl.engine.Function function, Ast.Argument argument, int index) {
    String name = argument.name();
    if (name == null) {
      return index;
    }
    for (int i = 0; i < function.params().size(); i++) {
      if (function.params().get(i).isNamed(name)) {
        return i;
      }
    }
    compiler.problem(function.signature() + " has no parameter " + name, argument);
    return -1;
  }

  private @Nullable Object value(Param param, Ast.Argument argument) {
    try {
      Ast.Value tree = argument.value();
      if (param.kind() == ParamKind.FUNCTION) {
        return function(argument);
      }
      if (tree == null) {
        throw expected(param);
      }
      return value(param, tree);
    } catch (CheckException | OttlException e) {
      compiler.problem(param.name() + ": " + e.getMessage(), argument);
      return null;
    }
  }

  private Object function(Ast.Argument argument) {
    String name =
        argument.value() instanceof Ast.EnumName symbol ? symbol.name() : argument.function();
    dev.eyepiece.ottl.engine.Function function = name == null ? null : functions.get(name);
    if (function == null) {
      throw new CheckException("expected the name of a converter");
    }
    return new FunctionName(function, gates);
  }

  private @Nullable Object value(Param param, Ast.Value tree) {
    return switch (param.kind()) {
      case VALUE -> compiler.value(tree);
      case TARGET, MAP_TARGET, LIST_TARGET -> {
        if (!(tree instanceof Ast.Path path)) {
          throw new CheckException("expected a path");
        }
        yield compiler.target(path);
      }
      case TEXT -> arg(tree, Coerce::text);
      case TEXTLIKE -> arg(tree, Coerce::textLike);
      case INT -> arg(tree, Coerce::integer);
      case INTLIKE -> arg(tree, Coerce::integerLike);
      case REAL -> arg(tree, Coerce::real);
      case REALLIKE -> arg(tree, Coerce::realLike);
      case BOOL -> arg(tree, Coerce::bool);
      case BOOLLIKE -> arg(tree, Coerce::boolLike);
      case BYTESLIKE -> arg(tree, Coerce::bytesLike);
      case MAP -> arg(tree, Coerce::map);
      case LIST -> arg(tree, Coerce::list);
      case TIME -> arg(tree, Coerce::time);
      case DURATION -> arg(tree, Coerce::duration);
      case RAW_TEXT -> rawText(param, tree);
      case RAW_INT -> {
        if (!(tree instanceof Ast.IntLiteral number)) {
          throw expected(param);
        }
        yield number.value();
      }
      case RAW_REAL -> rawReal(param, tree);
      case RAW_BOOL -> {
        if (!(tree instanceof Ast.BoolLiteral bool)) {
          throw expected(param);
        }
        yield bool.value();
      }
      case RAW_TEXTS -> each(tree, param, item -> rawText(param, item));
      case RAW_REALS -> each(tree, param, item -> rawReal(param, item));
      case VALUES -> each(tree, param, compiler::value);
      case TEXTS -> each(tree, param, item -> arg(item, Coerce::text));
      case TEXTLIKES -> texts(tree, param);
      case LAMBDA -> {
        if (!(tree instanceof Ast.Lambda lambda)) {
          throw expected(param);
        }
        yield compiler.lambda(lambda);
      }
      case FUNCTION -> throw expected(param);
    };
  }

  private <T extends @Nullable Object> Arg<T> arg(
      Ast.Value tree, Function<@Nullable Object, T> convert) {
    return new Arg<>(compiler.value(tree), convert);
  }

  private static String rawText(Param param, Ast.Value tree) {
    if (tree instanceof Ast.Text text) {
      return text.value();
    }
    throw expected(param);
  }

  private static Double rawReal(Param param, Ast.Value tree) {
    if (tree instanceof Ast.FloatLiteral number) {
      return number.value();
    }
    throw expected(param);
  }

  private TextList texts(Ast.Value tree, Param param) {
    if (tree instanceof Ast.ListLiteral) {
      List<Arg<@Nullable Utf8>> items = each(tree, param, item -> arg(item, Coerce::textLike));
      return new TextList(items, null);
    }
    return new TextList(null, compiler.value(tree));
  }

  private static <T> List<T> each(Ast.Value tree, Param param, Function<Ast.Value, T> convert) {
    if (!(tree instanceof Ast.ListLiteral list)) {
      throw expected(param);
    }
    List<T> items = new ArrayList<>();
    for (Ast.Value item : list.values()) {
      items.add(convert.apply(item));
    }
    return items;
  }

  private static CheckException expected(Param param) {
    return new CheckException("expected " + param.kind().shown());
  }
}
