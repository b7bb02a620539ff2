namespace Debye.Techniques.Eis.Validation;

/// <summary>Light smoothing: each value replaced by that of the parabola of least squares through the five points around it.</summary>
internal static class LocalParabola
{
    /// <summary>Smoothed values; at either end the first or last parabola goes on. Positions ascend; at least five.</summary>
    public static double[] Smooth(double[] x, double[] y)
    {
        var result = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var first = Math.Clamp(i - 2, 0, x.Length - 5);
            var (centre, width) = (x[i], x[first + 4] - x[first]);
            var distance = Array.ConvertAll(x[first..(first + 5)], value => (value - centre) / width);
            // With the origin at the point, its value is the constant of the parabola.
            result[i] = LeastSquares.Solve(
                [
                    [1, 1, 1, 1, 1],
                    distance,
                    Array.ConvertAll(distance, value => value * value),
                ],
                y[first..(first + 5)]
            )[0];
        }

        return result;
    }

    /// <summary>
    /// Whether the differences are noise: those of noise alternate (correlation of neighbours -0.8), those of a bend do not.
    /// </summary>
    public static bool IsNoise(double[] y, double[] smooth)
    {
        var (square, product, last) = (0.0, 0.0, 0.0);
        for (var i = 2; i < y.Length - 2; i++)
        {
            var difference = y[i] - smooth[i];
            (square, product, last) = (square + difference * difference, product + difference * last, difference);
        }

        return product < -0.3 * square && square > 1e-12 * y.Length;
    }
}
