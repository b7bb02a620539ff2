using Debye.Numerics;
using Debye.Techniques.Spectra;
using Debye.Techniques.Spectra.Alignment;
using Debye.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Spectra.Alignment;

public sealed class SpectrumAlignmentTests
{
    [Fact]
    public void Apply_Overlap_KeepsEveryCount() =>
        Prop.ForAll<int>(seed =>
            {
                var spectra = new[] { Random(seed, 50), Random(seed + 1, 80) };
                var alignment = SpectrumAlignment.Covering(spectra, 37);
                foreach (var spectrum in spectra)
                {
                    var total = Total(spectrum);
                    Total(alignment.Apply(spectrum)).ShouldBe(total, 1e-10 * total);
                    Total((alignment with { Bins = 36, Gather = 3 }).Apply(spectrum)).ShouldBeLessThanOrEqualTo(total * (1 + 1e-12));
                }
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Apply_OwnBins_NothingChanges()
    {
        var spectrum = new MaterialSpectrum(SpectrumAxisUnit.KiloElectronVolt, [0.5, 1.5, 2.5, 3.5], [4, 0, 7, 1]) { Label = "coal" };
        foreach (var method in Enum.GetValues<RebinningMethod>())
        {
            var aligned = new SpectrumAlignment
            {
                Start = 0,
                Width = 1,
                Bins = 4,
                Method = method,
            }.Apply(spectrum);
            aligned.Intensity.ToArray().ShouldBe([4, 0, 7, 1], 1e-12);
            (aligned.Label, aligned.Axis[3]).ShouldBe(("coal", 3.5));
        }
    }

    [Fact]
    public void Apply_HalfWayBins_ShareOrMean()
    {
        var spectrum = new MaterialSpectrum(SpectrumAxisUnit.KiloElectronVolt, [0, 1, 2], [2, 4, 8]);
        var alignment = new SpectrumAlignment
        {
            Start = -1,
            Width = 1,
            Bins = 4,
        };
        alignment.Apply(spectrum).Intensity.ToArray().ShouldBe([1, 3, 6, 4], 1e-12);
        (alignment with { Method = RebinningMethod.Interpolation }).Apply(spectrum).Intensity.ToArray().ShouldBe([2, 3, 6, 8], 1e-12);
        (alignment with { Gather = 2, Drop = 1 }).Apply(spectrum).Intensity.ToArray().ShouldBe([10], 1e-12);
    }

    [Fact]
    public void Apply_Overlap_IsThePlainSumOverAllPairs() =>
        Prop.ForAll<int>(seed =>
            {
                var spectrum = Random(seed, 30);
                var axis = spectrum.Axis.ToArray();
                var alignment = new SpectrumAlignment
                {
                    Start = axis[0] - 1.3,
                    Width = 0.7,
                    Bins = 25,
                };
                double[] edges =
                [
                    axis[0] - (axis[1] - axis[0]) / 2,
                    .. axis.Zip(axis.Skip(1), (low, high) => (low + high) / 2),
                    axis[^1] + (axis[^1] - axis[^2]) / 2,
                ];
                var plain = new double[25];
                for (var bin = 0; bin < plain.Length; bin++)
                {
                    var (low, high) = (alignment.Start + bin * 0.7, alignment.Start + (bin + 1) * 0.7);
                    for (var i = 0; i < axis.Length; i++)
                        plain[bin] +=
                            spectrum.Intensity[i]
                            * Math.Max(0, Math.Min(high, edges[i + 1]) - Math.Max(low, edges[i]))
                            / (edges[i + 1] - edges[i]);
                }

                alignment.Apply(spectrum).Intensity.ToArray().ShouldBe(plain, 1e-8);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Covering_DifferentUnits_Throws() =>
        Should.Throw<ArgumentException>(() =>
            SpectrumAlignment.Covering([Random(1, 20), new MaterialSpectrum(SpectrumAxisUnit.Channel, [0, 1], [1, 1])], 10)
        );

    [Fact]
    public void Apply_PromptGammaSet_IsThePublishedMatrix()
    {
        var (counts, table) = (SharedData.Require("data/spectra/pgaa/raw_counts.csv.gz"), SharedData.Require("data/spectra/pgaa/y.csv"));
        var expected = SpectraReader.ReadAll(SharedData.Require("data/spectra/pgaa/X.csv.gz"));
        var spectra = SpectrumLabels
            .Attach(SpectraReader.ReadAll(counts), table, "material", "source_folder", "source_file")
            .Select(Calibrate)
            .ToArray();
        var alignment = SpectrumAlignment.Covering(spectra, 16384, RebinningMethod.Interpolation) with { Gather = 4, Drop = 40 };
        (alignment.Start, alignment.Length, spectra.Select(spectrum => spectrum.Group).Distinct().Count()).ShouldBe((-3.621, 4056, 22));
        var worst = 0.0;
        for (var i = 0; i < spectra.Length; i++)
        {
            var aligned = alignment.Apply(spectra[i]);
            var total = Total(aligned);
            for (var j = 0; j < aligned.Length; j++)
            {
                var published = expected[i].Intensity[j];
                worst = Math.Max(worst, (Math.Abs(aligned.Intensity[j] / total - published) - 1e-17) / published);
            }
        }

        // The matrix is printed with nine significant digits, its axis in single precision; a place in keV is known to 1e-12, whence 1e-17.
        worst.ShouldBeLessThan(5.1e-9);
        alignment.Centres().ShouldBe(expected[0].Axis.ToArray(), 6e-4);
    }

    private static MaterialSpectrum Calibrate(MaterialSpectrum raw)
    {
        double Field(string name) => double.Parse(raw.Fields[name], System.Globalization.CultureInfo.InvariantCulture);
        var axis = Enumerable
            .Range(0, raw.Length)
            .Select(channel => Field("offset_keV") + Field("slope_keV_per_channel") * channel)
            .ToArray();
        return raw.WithPoints(SpectrumAxisUnit.KiloElectronVolt, axis, raw.Intensity);
    }

    private static MaterialSpectrum Random(int seed, int points)
    {
        var random = new RandomSource((ulong)seed);
        var (axis, counts, at) = (new double[points], new double[points], random.NextDouble(-5, 5));
        for (var i = 0; i < points; i++)
            (axis[i], counts[i]) = (at += random.NextDouble(0.1, 1), random.NextInt(100) + 1);
        return new MaterialSpectrum(SpectrumAxisUnit.KiloElectronVolt, axis, counts);
    }

    private static double Total(MaterialSpectrum spectrum)
    {
        var total = 0.0;
        foreach (var value in spectrum.Intensity)
            total += value;
        return total;
    }
}
