package dev.eyepiece.profiler.process;

import org.jspecify.annotations.Nullable;

/**
 * A range of a process's addresses that holds code.
 *
 * @param end address after the last
 * @param offset of the start in the file
 * @param file null for code that is in no file, as compilers at run time make it
 * @param name what the kernel calls it; empty, a path, or a name in brackets or with slashes
 */
public record CodeMapping(long start, long end, long offset, @Nullable CodeFile file, String name) {

  public boolean holds(long address) {
    return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
  }

  CodeMapping from(long newStart) {
    return new CodeMapping(newStart, end, offset + newStart - start, file, name);
  }

  CodeMapping until(long newEnd) {
    return new CodeMapping(start, newEnd, offset, file, name);
  }
}
