package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import java.util.Locale;
import java.util.Set;

/**
 * What a name tells about its frame. Formats that hold only names mark kinds by the endings that
 * the collapsed format knows ({@code _[k]} kernel, {@code _[j]}, {@code _[0]}, {@code _[1]}
 * compiled or interpreted by a JVM, {@code _[i]} inlined); without one, the kind is guessed by how
 * names of a language look.
 */
final class FrameNames {
  private static final Set<String> SCRIPTS =
      Set.of(
          "py", "pyx", "js", "mjs", "cjs", "ts", "tsx", "rb", "php", "pl", "lua", "erl", "ex",
          "cs");
  private static final Set<String> JVM_SOURCES = Set.of("java", "kt", "scala", "groovy", "clj");

  private FrameNames() {}

  /** A frame out of the text that stands for it. */
  static Frame parse(String text) {
    int length = text.length();
    if (length > 4 && text.charAt(length - 1) == ']' && text.startsWith("_[", length - 4)) {
      String name = text.substring(0, length - 4);
      switch (text.charAt(length - 2)) {
        case 'k':
          return new Frame(name, "", "", FrameKind.KERNEL, false);
        case 'j', '0', '1':
          return new Frame(name, "", "", FrameKind.JVM, false);
        case 'i':
          return new Frame(name, "", "", guess(name), true);
        default:
          break;
      }
    }
    return new Frame(text, "", "", guess(text), false);
  }

  /** What the name of a function, its file and its binary say; each of the latter may be empty. */
  static FrameKind kind(String name, String file, String module) {
    if (isKernel(module)) {
      return FrameKind.KERNEL;
    }
    String extension = extension(file);
    if (SCRIPTS.contains(extension)) {
      return FrameKind.INTERPRETED;
    }
    if (JVM_SOURCES.contains(extension)) {
      return FrameKind.JVM;
    }
    if (!extension.isEmpty()) {
      return FrameKind.NATIVE;
    }
    return guess(name);
  }

  static boolean isKernel(String module) {
    return module.startsWith("[kernel")
        || module.startsWith("[guest.kernel")
        || module.endsWith("/vmlinux")
        || module.equals("vmlinux")
        || module.endsWith(".ko")
        || module.contains(".ko.")
        || (module.startsWith("[") && module.endsWith("]") && isKernelModule(module));
  }

  // perf names a kernel module in brackets, as it does mappings that belong to a process.
  private static boolean isKernelModule(String module) {
    return switch (module) {
      case "[vdso]", "[stack]", "[heap]", "[unknown]", "[vvar]", "[anon]", "[uprobes]" -> false;
      default -> !module.startsWith("[anon") && module.length() > 2;
    };
  }

  private static FrameKind guess(String name) {
    if (name.startsWith("[kernel")
        || name.startsWith("entry_SYSCALL")
        || name.startsWith("do_syscall")) {
      return FrameKind.KERNEL;
    }
    if (name.startsWith("[") || name.startsWith("0x") || name.startsWith("(")) {
      return FrameKind.UNKNOWN;
    }
    if (name.startsWith("py::") || isScript(name)) {
      return FrameKind.INTERPRETED;
    }
    return isJvm(name) ? FrameKind.JVM : FrameKind.NATIVE;
  }

  /** {@code handler (app.py:12)}, {@code handler app.js:3:14}, {@code handler /srv/app.rb}. */
  private static boolean isScript(String name) {
    int space = name.lastIndexOf(' ');
    String place = name.substring(space + 1);
    if (place.startsWith("(")) {
      place = place.substring(1);
    }
    int end = place.length();
    int colon = place.indexOf(':', 1);
    if (colon > 0) {
      end = colon;
    } else if (place.endsWith(")")) {
      end--;
    }
    return SCRIPTS.contains(extension(place.substring(0, end)));
  }

  /** {@code java/lang/Thread.run} or {@code java.lang.Thread.run}, perhaps with a signature. */
  private static boolean isJvm(String name) {
    int end = name.indexOf('(');
    String path = end < 0 ? name : name.substring(0, end);
    if (path.startsWith("L") && path.contains(";::")) {
      return true;
    }
    int dot = path.lastIndexOf('.');
    if (dot <= 0 || path.contains("::") || path.indexOf(' ') >= 0) {
      return false;
    }
    int slash = path.indexOf('/');
    int packageEnd = Math.max(path.lastIndexOf('/', dot), path.lastIndexOf('.', dot - 1));
    // Go has paths with slashes and dots, too, but no type that starts with a capital before the
    // last dot and after a slash without parentheses around it.
    return packageEnd > 0
        && packageEnd + 1 < dot
        && Character.isUpperCase(path.charAt(packageEnd + 1))
        && (slash < 0 || path.indexOf('.') > slash)
        && Character.isLowerCase(path.charAt(0));
  }

  private static String extension(String file) {
    int dot = file.lastIndexOf('.');
    return dot < 0 || dot < file.lastIndexOf('/')
        ? ""
        : file.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** The last part of a path. */
  static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
