using Debye.Crystals;
using Debye.Plots;
using Debye.Spectra;
using Debye.Techniques.Xrd.Library;

namespace Debye.Techniques.Xrd;

/// <summary>Figures of powder diffraction.</summary>
public static class XrdFigures
{
    private const string AngleLabel = "2θ (degrees)";
    private const string IntensityLabel = "Intensity (strongest = 100)";
    private const double PhaseDepth = 60;

    /// <summary>A calculated pattern: a stick for each peak with its indices; below zero when there is a profile above it.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="pattern">The peaks.</param>
    /// <param name="profile">Rendered pattern over 2θ; null for sticks alone.</param>
    public static SvgPlot Calculated(string title, XrdPattern pattern, Spectrum? profile = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var sticks = pattern
            .Peaks.ToArray()
            .Select(peak => new Stick(
                peak.TwoThetaDegrees,
                profile is null ? peak.Intensity : -PhaseDepth / 100 * peak.Intensity,
                Invariant($"{string.Join("  ", pattern.FamiliesOf(peak).ToArray().Select(family => Text(family.Hkl)))}  2θ ")
                    + Invariant($"{peak.TwoThetaDegrees:f3}°  d {peak.DAngstrom:f4} Å  I {peak.Intensity:f1}")
            ))
            .ToArray();
        List<PlotSeries> series = [new StickSeries(profile is null ? "" : "reflections", PlotColors.Calculated, sticks)];
        if (profile is not null)
            series.Add(new LineSeries("pattern", PlotColors.Measured, profile.Axis.ToArray(), Scaled(profile)));
        return new SvgPlot
        {
            Title = Invariant($"{title}, λ = {pattern.Options.WavelengthAngstrom:0.#####} Å"),
            XLabel = AngleLabel,
            YLabel = IntensityLabel,
            XRange = (pattern.Options.MinimumTwoThetaDegrees, pattern.Options.MaximumTwoThetaDegrees),
            Series = series,
        };
    }

    /// <summary>A measured pattern and, below zero, the reflections of the crystal that fits it.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="measured">The pattern, any axis.</param>
    /// <param name="wavelengthAngstrom">Its wavelength, Å.</param>
    /// <param name="phase">The crystal with its fitted cell; null for none.</param>
    public static SvgPlot Measured(string title, Spectrum measured, double wavelengthAngstrom, LibraryMatch? phase = null)
    {
        var pattern = XrdAxis.ToTwoTheta(measured, wavelengthAngstrom, wavelengthAngstrom);
        var range = (pattern.Axis[0], pattern.Axis[^1]);
        List<PlotSeries> series = [new LineSeries("measured", PlotColors.Measured, pattern.Axis.ToArray(), Scaled(pattern))];
        if (phase is not null)
        {
            var name = Invariant($"{phase.Entry.Formula} {phase.Entry.Id}, space group {phase.Entry.SpaceGroup}");
            series.Add(
                new StickSeries(
                    name,
                    PlotColors.Calculated,
                    [.. Reflections(phase, wavelengthAngstrom).Where(stick => stick.X >= range.Item1 && stick.X <= range.Item2)]
                )
            );
        }

        return new SvgPlot
        {
            Title = title,
            XLabel = AngleLabel,
            YLabel = IntensityLabel,
            XRange = range,
            Series = series,
        };
    }

    private static IEnumerable<Stick> Reflections(LibraryMatch phase, double wavelengthAngstrom)
    {
        for (var i = 0; i < phase.Entry.Count; i++)
        {
            var d = 1 / Math.Sqrt(phase.Entry.InverseDSquared(i, phase.Metric.Span));
            var angle = XrdAxis.TwoThetaDegrees(d, wavelengthAngstrom);
            if (!double.IsFinite(angle))
                continue;
            yield return new Stick(
                angle,
                -PhaseDepth * phase.Entry.Intensity(i),
                Invariant($"{Text(phase.Entry.Reflection(i))}  2θ {angle:f3}°  d {d:f4} Å")
            );
        }
    }

    private static double[] Scaled(Spectrum pattern)
    {
        var largest = 0.0;
        foreach (var value in pattern.Intensity)
            largest = Math.Max(largest, value);
        var scale = largest > 0 ? 100 / largest : 1;
        return [.. pattern.Intensity.ToArray().Select(value => Math.Max(0, value) * scale)];
    }

    private static string Text(Hkl hkl) => Invariant($"({hkl.H} {hkl.K} {hkl.L})");
}
