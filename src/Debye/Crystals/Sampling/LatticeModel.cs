using Debye.Numerics;

namespace Debye.Crystals.Sampling;

/// <summary>Cells of one lattice type, drawn from a Gaussian kernel density over observed cells.</summary>
/// <remarks>Bandwidth after Scott: n^(−1/(d+4)) times the standard deviation of each parameter (diagonal kernel).</remarks>
internal sealed class LatticeModel
{
    private readonly double[][] _observed;
    private readonly double[] _bandwidth;
    private readonly CrystalSystem _system;

    public LatticeModel(CrystalSystem system, double[][] observed)
    {
        _system = system;
        _observed = observed;
        var dimension = observed.Length == 0 ? 0 : observed[0].Length;
        _bandwidth = new double[dimension];
        var factor = Math.Pow(Math.Max(2, observed.Length), -1.0 / (dimension + 4));
        for (var d = 0; d < dimension; d++)
        {
            var mean = observed.Average(row => row[d]);
            // Long tails would widen every kernel: the spread is taken from the middle of the distribution.
            var spread = Math.Min(
                Math.Sqrt(observed.Average(row => (row[d] - mean) * (row[d] - mean))),
                InterquartileRange(observed, d) / 1.34
            );
            _bandwidth[d] = factor * Math.Max(spread, 1e-3);
        }
    }

    /// <summary>Key of the lattice type in the statistics; null for cubic, which has no free parameter.</summary>
    public static string? KeyOf(CrystalSystem system) =>
        system switch
        {
            CrystalSystem.Cubic => null,
            CrystalSystem.Trigonal or CrystalSystem.Hexagonal => "hexagonal",
            _ => system.ToString().ToLowerInvariant(),
        };

    /// <summary>Draws a cell of exactly the given volume; null when the draw is no possible or a freak cell.</summary>
    public Lattice? Draw(double volumeAngstrom3, ref RandomSource random)
    {
        if (_system == CrystalSystem.Cubic)
            return Lattice.Cubic(Math.Cbrt(volumeAngstrom3));
        var row = _observed[random.NextInt(_observed.Length)];
        Span<double> p = stackalloc double[_bandwidth.Length];
        for (var d = 0; d < p.Length; d++)
            p[d] = row[d] + _bandwidth[d] * random.NextNormal();
        const double degrees = 180 / Math.PI;
        return _system switch
        {
            CrystalSystem.Tetragonal => Scaled(p[0], p[0], p[1], 90, 90, 90, volumeAngstrom3),
            CrystalSystem.Trigonal or CrystalSystem.Hexagonal => Scaled(p[0], p[0], p[1], 90, 90, 120, volumeAngstrom3),
            CrystalSystem.Orthorhombic => Scaled(p[0], p[1], p[2], 90, 90, 90, volumeAngstrom3),
            CrystalSystem.Monoclinic => Scaled(p[0], p[1], p[2], 90, p[3] * degrees, 90, volumeAngstrom3),
            _ => Scaled(p[0], p[1], p[2], p[3] * degrees, p[4] * degrees, p[5] * degrees, volumeAngstrom3),
        };
    }

    private static Lattice? Scaled(double a, double b, double c, double alpha, double beta, double gamma, double volume)
    {
        if (!(Math.Min(a, Math.Min(b, c)) > 0.1))
            return null;
        foreach (var angle in (ReadOnlySpan<double>)[alpha, beta, gamma])
            if (angle is < 35 or > 145)
                return null;
        if (alpha + beta + gamma > 350 || alpha + beta - gamma < 10 || alpha - beta + gamma < 10 || beta + gamma - alpha < 10)
            return null;
        var scale = Math.Cbrt(volume / Lattice.FromParameters(a, b, c, alpha, beta, gamma).VolumeAngstrom3);
        if (Math.Min(a, Math.Min(b, c)) * scale < 1.8)
            return null;
        return Lattice.FromParameters(a * scale, b * scale, c * scale, alpha, beta, gamma);
    }

    private static double InterquartileRange(double[][] rows, int column)
    {
        var sorted = rows.Select(row => row[column]).Order().ToArray();
        return sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4];
    }
}
