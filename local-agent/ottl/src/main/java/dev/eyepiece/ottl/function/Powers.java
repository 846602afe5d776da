package dev.eyepiece.ottl.function;

/**
 * Powers and logarithms as Go computes them on x86-64, to the last bit: powers of two and
 * logarithms by the methods of fdlibm, others by that of N. Shibata ("Efficient evaluation methods
 * of elementary functions suitable for SIMD computation", 2010).
 */
final class Powers {
  private static final double LN2_HIGH = 0.6931471803691238;
  private static final double LN2_LOW = 1.9082149292705877E-10;

  /** Of the polynomial in r squared that r * (exp(r) + 1) / (exp(r) - 1) is near to. */
  private static final double[] TERMS = {
    0.16666666666666666,
    -0.0027777777777015593,
    0.00006613756321437934,
    -0.0000016533902205465252,
    4.1381367970572385E-8
  };

  /** Of the polynomial in s squared that (log(1 + f) - 2 s) / s is near to, s being f / (2 + f). */
  private static final double[] LOG_TERMS = {
    0.6666666666666735,
    0.3999999999940942,
    0.2857142874366239,
    0.22222198432149784,
    0.1818357216161805,
    0.15313837699209373,
    0.14798198605116586
  };

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_UPPER = 0.693147180559663;
  private static final double LN2_LOWER = 2.8235290563031577e-13;
  private static final double MOST = 7.09782712893384e+02;
  private static final double LEAST = -746;

  /** One by the factorials of 8 to 1. */
  private static final double[] SERIES = {
    2.48015873015873e-5,
    1.984126984126984e-4,
    1.388888888888889e-3,
    8.333333333333333e-3,
    4.1666666666666664e-2,
    1.6666666666666666e-1,
    0.5,
    1
  };

  private static final double OVERFLOW = 1023.9999999999999;
  private static final double UNDERFLOW = -1074;

  private Powers() {}

  /** Two to the power of a number. */
  static double exp2(double power) {
    if (Double.isNaN(power) || power > OVERFLOW) {
      return power > 0 ? Double.POSITIVE_INFINITY : power;
    }
    if (power < UNDERFLOW) {
      return 0;
    }
    int whole = (int) (power + Math.copySign(0.5, power));
    double fraction = power - whole;
    double high = fraction * LN2_HIGH;
    double low = -fraction * LN2_LOW;
    double rest = high - low;
    double square = rest * rest;
    double sum = 0;
    for (int i = TERMS.length - 1; i >= 0; i--) {
      sum = square * (TERMS[i] + sum);
    }
    double near = rest - sum;
    double value = 1 - ((low - (rest * near) / (2 - near)) - high);
    return Math.scalb(value, whole);
  }

  /** The natural logarithm. */
  static double log(double value) {
    if (Double.isNaN(value) || value == Double.POSITIVE_INFINITY) {
      return value;
    }
    if (value <= 0) {
      return value == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    double scaled = value < Double.MIN_NORMAL ? value * 0x1p60 : value;
    int power = Math.getExponent(scaled) + 1;
    double fraction = Math.scalb(scaled, -power);
    if (fraction < Math.sqrt(2) / 2) {
      fraction *= 2;
      power--;
    }
    double k = value < Double.MIN_NORMAL ? power - 60 : power;
    double f = fraction - 1;
    double s = f / (2 + f);
    double s2 = s * s;
    double s4 = s2 * s2;
    double[] t = LOG_TERMS;
    double odd = s2 * (t[0] + s4 * (t[2] + s4 * (t[4] + s4 * t[6])));
    double even = s4 * (t[1] + s4 * (t[3] + s4 * t[5]));
    double half = 0.5 * f * f;
    return k * LN2_HIGH - ((half - (s * (half + (odd + even)) + k * LN2_LOW)) - f);
  }

  /** e to the power of a number. */
  static double exp(double power) {
    if (Double.isNaN(power) || power == Double.POSITIVE_INFINITY || power > MOST) {
      return power > MOST ? Double.POSITIVE_INFINITY : power;
    }
    if (power < LEAST) {
      return 0;
    }
    double whole = Math.rint(power * LOG2_E);
    double rest = Math.fma(-LN2_UPPER, whole, power);
    rest = Math.fma(-LN2_LOWER, whole, rest) / 16;
    double sum = SERIES[0];
    for (int i = 1; i < SERIES.length; i++) {
      sum = Math.fma(sum, rest, SERIES[i]);
    }
    double less = rest * sum;
    // By how much it is more than one, of a sixteenth of the rest: then of an eighth, and so on.
    for (int i = 0; i < 3; i++) {
      less *= less + 2;
    }
    return Math.scalb(Math.fma(less, less + 2, 1), (int) whole);
  }
}
