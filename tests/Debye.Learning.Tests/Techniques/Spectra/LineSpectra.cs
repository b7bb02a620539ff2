using Debye.Numerics;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Tests.Techniques.Spectra;

/// <summary>
/// Made-up materials: each class has lines of its own over a falling background, counted; groups are samples with intensities of their own.
/// </summary>
internal static class LineSpectra
{
    public const int Points = 120;

    private static readonly Dictionary<string, (double Place, double Height)[]> Lines = new(StringComparer.Ordinal)
    {
        ["clay"] = [(20, 300), (70, 150)],
        ["lime"] = [(35, 250), (70, 150), (100, 200)],
        ["sand"] = [(20, 100), (50, 400)],
        ["zinc"] = [(85, 500), (110, 300)],
    };

    /// <summary>Labelled spectra, class by class.</summary>
    public static MaterialSpectrum[] Make(int perClass, ulong seed, params string[] classes)
    {
        if (classes.Length == 0)
            classes = ["clay", "lime", "sand"];
        var spectra = new List<MaterialSpectrum>();
        foreach (var name in classes)
            for (var i = 0; i < perClass; i++)
                spectra.Add(One(name, i / 4, seed, (ulong)(spectra.Count + 1)));
        return [.. spectra];
    }

    private static MaterialSpectrum One(string name, int sample, ulong seed, ulong number)
    {
        var (own, random) = (new RandomSource(77, (ulong)(sample + name.Length)), new RandomSource(seed, number));
        var factors = Lines[name].Select(_ => own.NextDouble(0.85, 1.15)).ToArray();
        var (axis, counts) = (new double[Points], new double[Points]);
        for (var i = 0; i < Points; i++)
        {
            axis[i] = 10.0 * i;
            var expected = 40 * Math.Exp(-i / 60.0);
            for (var k = 0; k < factors.Length; k++)
                expected += factors[k] * Lines[name][k].Height * Math.Exp(-0.5 * Math.Pow((i - Lines[name][k].Place) / 2.5, 2));
            counts[i] = Math.Max(0, Math.Round(expected + Math.Sqrt(expected) * random.NextNormal()));
        }

        return new MaterialSpectrum(SpectrumAxisUnit.KiloElectronVolt, axis, counts)
        {
            Source = $"{name}-{number}",
            Label = name,
            Group = $"{name}-{sample}",
        };
    }
}
