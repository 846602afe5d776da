package dev.eyepiece.store;

/**
 * A place in code, as a profile names it. Texts are empty and numbers 0 where it does not say.
 *
 * @param function the readable name
 * @param systemName the mangled name
 * @param file of the source
 * @param mapping the file that was mapped into the process
 * @param line in the source, counted from 1
 * @param startLine of the function
 * @param address unsigned; of frames without a function alone
 */
public record StackFrame(
    String function,
    String systemName,
    String file,
    String mapping,
    long line,
    long startLine,
    long address) {

  /** The function, else the mapping and the address in hexadecimal digits. */
  public String label() {
    if (!function.isEmpty()) {
      return function;
    }
    if (!systemName.isEmpty()) {
      return systemName;
    }
    String place = "0x" + Long.toHexString(address);
    return mapping.isEmpty() ? place : mapping + "+" + place;
  }
}
