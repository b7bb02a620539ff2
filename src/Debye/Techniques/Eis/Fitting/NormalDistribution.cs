namespace Debye.Techniques.Eis.Fitting;

/// <summary>Quantiles for intervals.</summary>
internal static class NormalDistribution
{
    /// <summary>Two-sided quantile of Student's t: |t| stays below it with the given probability.</summary>
    /// <remarks>Cornish–Fisher expansion in 1/ν: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.5; better than 1 % from 4 degrees of freedom on.</remarks>
    public static double Student(double confidence, int degrees)
    {
        var z = Quantile(0.5 + 0.5 * confidence);
        var (z3, z5) = (z * z * z, Math.Pow(z, 5));
        double n = Math.Max(1, degrees);
        return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n) + (3 * Math.Pow(z, 7) + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
    }

    /// <summary>Quantile of the standard normal distribution, 0.5…1, by Newton steps on its distribution function.</summary>
    private static double Quantile(double probability)
    {
        var x = 0.0;
        for (var i = 0; i < 60; i++)
        {
            var step = (0.5 + Area(x) - probability) / (Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI));
            x -= step;
            if (Math.Abs(step) < 1e-13) break;
        }

        return x;
    }

    /// <summary>Area under the density from 0 to x, by its series (Abramowitz and Stegun 26.2.11).</summary>
    private static double Area(double x)
    {
        var (term, sum) = (x, x);
        for (var k = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); k += 2) sum += term *= x * x / k;
        return sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
    }
}
