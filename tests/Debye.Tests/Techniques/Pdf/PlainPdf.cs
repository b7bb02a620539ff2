using Debye.Crystals;
using Debye.Techniques.Pdf;

namespace Debye.Tests.Techniques.Pdf;

/// <summary>The plain way: every pair, every exponential, every sine by itself. The oracle of the fast one.</summary>
internal static class PlainPdf
{
    public static double[] Calculate(Structure structure, PdfOptions options, PdfGrid grid)
    {
        var (step, end) = (options.StepAngstrom, options.MaximumRAngstrom + options.RangeMarginAngstrom);
        var ripple = 12 * Math.PI / options.QmaxPerAngstrom;
        var first = Math.Max(0, (int)Math.Ceiling((options.MinimumRAngstrom - ripple) / step - 1e-9));
        var count = (int)Math.Ceiling((end + ripple) / step - 1e-9);
        var g = Sum(structure, options, step, first, count);
        var limited = Limit(g, options, step);
        var result = new double[grid.Count];
        for (var i = 0; i < grid.Count; i++)
        {
            var (r, k) = (grid.At(i), (int)Math.Round(grid.At(i) / step));
            var sphere = options.DiameterAngstrom is { } d
                ? r < d
                    ? 1 - 1.5 * r / d + 0.5 * Math.Pow(r / d, 3)
                    : 0
                : 1;
            result[i] = limited[k] * options.Scale * sphere * Math.Exp(-0.5 * Math.Pow(r * options.QdampPerAngstrom, 2));
        }

        return result;
    }

    private static double[] Sum(Structure structure, PdfOptions options, double step, int first, int count)
    {
        var sites = structure.Sites;
        var weights = sites.Select(site => site.Occupancy * PdfScattering.Power(site.Species, options)).ToArray();
        var (atoms, total) = (sites.Sum(site => site.Occupancy), weights.Sum());
        var reach = count * step + 2;
        var g = new double[count];
        var n = (int)Math.Ceiling(reach / MinimumHeight(structure.Lattice)) + 1;
        for (var i = 0; i < sites.Length; i++)
        for (var j = 0; j < sites.Length; j++)
        for (var a = -n; a <= n; a++)
        for (var b = -n; b <= n; b++)
        for (var c = -n; c <= n; c++)
        {
            var d = structure.Lattice.ToCartesian(sites[j].Position - sites[i].Position + new FractionalPosition(a, b, c));
            var r = d.Length;
            if (r < 1e-3 || r > reach)
                continue;
            var variance = Variance(sites[i], options) + Variance(sites[j], options);
            var sigma = Math.Sqrt(
                variance * (1 - options.Delta1Angstrom / r - options.Delta2Angstrom2 / (r * r) + Math.Pow(options.QbroadPerAngstrom * r, 2))
            );
            var height = weights[i] * weights[j] * atoms / (total * total) / r / (sigma * Math.Sqrt(2 * Math.PI));
            for (var k = Math.Max(first, (int)((r - 6 * sigma) / step)); k < Math.Min(count, (int)((r + 6 * sigma) / step) + 1); k++)
                g[k] += height * Math.Exp(-Math.Pow((k * step - r) / sigma, 2) / 2);
        }

        for (var k = first; k < count; k++)
            g[k] -= 4 * Math.PI * k * step * atoms / structure.Lattice.VolumeAngstrom3;
        return g;
    }

    private static double[] Limit(double[] g, PdfOptions options, double step)
    {
        var padded = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)g.Length);
        var spacing = Math.PI / (padded * step);
        var result = new double[g.Length];
        for (var m = (int)Math.Ceiling(options.QminPerAngstrom / spacing); m < (int)Math.Ceiling(options.QmaxPerAngstrom / spacing); m++)
        {
            var f = 0.0;
            for (var k = 0; k < g.Length; k++)
                f += g[k] * Math.Sin(Math.PI * m * k / padded);
            for (var k = 0; k < g.Length; k++)
                result[k] += 2.0 / padded * f * Math.Sin(Math.PI * m * k / padded);
        }

        return result;
    }

    private static double Variance(Site site, PdfOptions options) => options.UniformUisoAngstrom2 ?? site.UisoAngstrom2!.Value;

    private static double MinimumHeight(Lattice lattice)
    {
        var metric = lattice.ReciprocalMetricTensor();
        return 1 / Math.Sqrt(Math.Max(metric[0], Math.Max(metric[4], metric[8])));
    }
}
