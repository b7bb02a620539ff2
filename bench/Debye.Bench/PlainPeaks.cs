using Debye.Crystals;

namespace Debye.Bench;

/// <summary>The plain baseline: whole reciprocal sphere, every atom, scalar code; f once for each species and reflection.</summary>
internal static class PlainPeaks
{
    public static int All(Structure[] cells)
    {
        var count = 0;
        foreach (var cell in cells)
            count += Peaks(cell).Count;
        return count;
    }

    private static List<(double TwoTheta, double Intensity)> Peaks(Structure cell)
    {
        var (g, limit) = (cell.Lattice.ReciprocalMetricTensor(), 2 * Math.Sin(Math.PI / 4) / 1.5406);
        var low = 2 * Math.Sin(2.5 * Math.PI / 180) / 1.5406;
        var species = cell.Sites.Select(s => s.Species).Distinct().ToArray();
        var factors = species.Select(s => FormFactor.Of(s, FormFactorTable.Pymatgen)).ToArray();
        var kind = cell.Sites.Select(s => Array.IndexOf(species, s.Species)).ToArray();
        var f = new double[species.Length];
        var raw = new List<(double G2, double F2)>();
        var (hm, km, lm) = ((int)(limit * cell.Lattice.A), (int)(limit * cell.Lattice.B), (int)(limit * cell.Lattice.C));
        for (var h = -hm; h <= hm; h++)
        {
            for (var k = -km; k <= km; k++)
            {
                for (var l = -lm; l <= lm; l++)
                {
                    var g2 = g[0] * h * h + g[4] * k * k + g[8] * l * l + 2 * (g[1] * h * k + g[2] * h * l + g[5] * k * l);
                    if (g2 < low * low || g2 > limit * limit)
                        continue;
                    for (var i = 0; i < f.Length; i++)
                        f[i] = factors[i].At(Math.Sqrt(g2) / 2);
                    double re = 0,
                        im = 0;
                    for (var i = 0; i < kind.Length; i++)
                    {
                        var p = cell.Sites[i].Position;
                        var (sin, cos) = Math.SinCos(2 * Math.PI * (h * p.X + k * p.Y + l * p.Z));
                        var weight = f[kind[i]] * cell.Sites[i].Occupancy;
                        (re, im) = (re + weight * cos, im + weight * sin);
                    }

                    raw.Add((g2, re * re + im * im));
                }
            }
        }

        return Merge(raw);
    }

    private static List<(double TwoTheta, double Intensity)> Merge(List<(double G2, double F2)> raw)
    {
        raw.Sort((a, b) => a.G2.CompareTo(b.G2));
        var peaks = new List<(double TwoTheta, double Intensity)>();
        foreach (var (g2, f2) in raw)
        {
            var sin2 = g2 * 1.5406 * 1.5406 / 4;
            var twoTheta = 2 * Math.Asin(Math.Sqrt(sin2)) * 180 / Math.PI;
            var cos2 = 1 - 2 * sin2;
            var intensity = f2 * (1 + cos2 * cos2) / (sin2 * Math.Sqrt(1 - sin2));
            if (peaks.Count > 0 && twoTheta - peaks[^1].TwoTheta < 1e-5)
                peaks[^1] = (peaks[^1].TwoTheta, peaks[^1].Intensity + intensity);
            else
                peaks.Add((twoTheta, intensity));
        }

        return peaks;
    }
}
