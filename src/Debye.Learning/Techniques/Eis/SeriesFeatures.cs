using System.Collections.Immutable;
using Debye.Spectra;

namespace Debye.Learning.Techniques.Eis;

/// <summary>
/// A documented set of features of an impedance spectrum as a series over ln ω, in the spirit of general time-series features.
/// </summary>
/// <remarks>
/// Curves are made at the measured points: both parts of Z over the largest real part, ln|Z|, phase, ln of the absolute parts, and the
/// slopes of these over ln ω (a constant-phase element has constant slopes, a resistor none). They are sampled at fixed frequencies, five
/// a decade from 10^−2 to 10^6.3 s⁻¹ (missing outside the measured range), and described as wholes by <see cref="SeriesFigures"/>.
/// Added are the range and number of the points, the scale, and figures of the arcs. No feature depends on the order of the points.
/// Source of the idea: M. Christ et al., Neurocomputing 307, 72 (2018), doi 10.1016/j.neucom.2018.03.067.
/// </remarks>
public sealed class SeriesFeatures : IEisFeatures
{
    /// <summary>The identifier.</summary>
    public const string Identifier = "series-1";

    private const double FirstDecade = -2;
    private const double LastDecade = 6.3;
    private const int PerDecade = 5;
    private static readonly double[] BasisLn =
    [
        .. Enumerable
            .Range(0, (int)((LastDecade - FirstDecade) * PerDecade) + 1)
            .Select(i => (FirstDecade + (double)i / PerDecade) * Math.Log(10)),
    ];
    private static readonly string[] PlainNames =
    [
        "points",
        "lnOmegaLow",
        "lnOmegaHigh",
        "lnLargestReal",
        "realHighOverLow",
        "inductiveShare",
        "arcs",
        "arc1LnOmega",
        "arc1Height",
        "arc2LnOmega",
        "arc2Height",
        "arc3LnOmega",
        "arc3Height",
    ];

    /// <inheritdoc/>
    public string Id => Identifier;

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } =
    [
        .. PlainNames,
        .. from curve in SeriesCurves.Names
        from i in Enumerable.Range(0, BasisLn.Length)
        select Invariant($"{curve}@{FirstDecade + (double)i / PerDecade:f1}"),
        .. from curve in SeriesCurves.Names from figure in SeriesFigures.Names select $"{curve}.{figure}",
    ];

    /// <inheritdoc/>
    public void Compute(ImpedanceSpectrum spectrum, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (features.Length != Names.Length)
            throw new ArgumentException($"Expected room for {Names.Length} features, got {features.Length}.", nameof(features));
        var curves = new SeriesCurves(EisPoints.Ascending(spectrum));
        Plain(curves, features);
        var at = PlainNames.Length;
        foreach (var curve in curves.All)
        {
            Sample(curves.LnOmega, curve, features.Slice(at, BasisLn.Length));
            at += BasisLn.Length;
        }

        foreach (var curve in curves.All)
        {
            SeriesFigures.Compute(curves.LnOmega, curve, features.Slice(at, SeriesFigures.Names.Length));
            at += SeriesFigures.Names.Length;
        }
    }

    private static void Plain(SeriesCurves curves, Span<float> features)
    {
        var (x, real, capacitive) = (curves.LnOmega, curves.Real, curves.Capacitive);
        features[..PlainNames.Length].Fill(float.NaN);
        (features[0], features[1], features[2], features[3]) = (x.Length, (float)x[0], (float)x[^1], (float)Math.Log(curves.Scale));
        (features[4], features[5]) = ((float)(real[^1] / real[0]), (float)capacitive.Count(value => value < 0) / x.Length);
        var arcs = Enumerable
            .Range(1, Math.Max(0, x.Length - 2))
            .Where(i => capacitive[i] > capacitive[i - 1] && capacitive[i] >= capacitive[i + 1])
            .ToArray();
        features[6] = arcs.Length;
        for (var k = 0; k < Math.Min(3, arcs.Length); k++)
            (features[7 + 2 * k], features[8 + 2 * k]) = ((float)x[arcs[k]], (float)capacitive[arcs[k]]);
    }

    /// <summary>Linear interpolation over ln ω; missing outside the range, but for a rounding error.</summary>
    private static void Sample(double[] x, double[] y, Span<float> destination)
    {
        const double slack = 1e-6;
        for (int i = 0, k = 0; i < destination.Length; i++)
        {
            var at = BasisLn[i];
            if (at < x[0] - slack || at > x[^1] + slack)
            {
                destination[i] = float.NaN;
                continue;
            }

            while (k < x.Length - 2 && x[k + 1] < at)
                k++;
            destination[i] = (float)(y[k] + (y[k + 1] - y[k]) * (at - x[k]) / (x[k + 1] - x[k]));
        }
    }
}
