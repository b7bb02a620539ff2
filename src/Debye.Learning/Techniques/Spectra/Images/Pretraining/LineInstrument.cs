using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>Scale on which a spectrum is shown.</summary>
internal enum IntensityScale
{
    Linear,
    Root,
    Logarithm,
}

/// <summary>A made-up instrument that measures lines: axis, resolution, background, counts. Lengths are shares of the axis.</summary>
internal sealed record LineInstrument
{
    public required int Points { get; init; }

    public required IntensityScale Scale { get; init; }

    public required bool IsLorentzian { get; init; }

    /// <summary>Standard deviation or half width of a line at the start of the axis.</summary>
    public required double FirstWidth { get; init; }

    /// <summary>The same at its end.</summary>
    public required double LastWidth { get; init; }

    /// <summary>Lines are at uᵖ, u even in 0…1: above 1 they crowd at the start.</summary>
    public required double Crowding { get; init; }

    /// <summary>
    /// Counts in the step that every line leaves below itself, as scattering within a detector makes it, over those in the line.
    /// </summary>
    public required double StepShare { get; init; }

    /// <summary>How far below its line a step begins.</summary>
    public required double EdgeOffset { get; init; }

    /// <summary>Share of the counts in the smooth background.</summary>
    public required double BackgroundShare { get; init; }

    /// <summary>Decay of the background over the axis.</summary>
    public required double BackgroundDecay { get; init; }

    public required double HumpCentre { get; init; }

    public required double HumpWidth { get; init; }

    public required double HumpShare { get; init; }

    /// <summary>Counts of a usual measurement.</summary>
    public required double Counts { get; init; }

    /// <summary>Smallest share of the counts on a logarithmic scale.</summary>
    public required double Floor { get; init; }

    public static LineInstrument Draw(ref RandomSource random)
    {
        var isBroad = random.NextBool(0.3);
        var width = DrawLog(ref random, isBroad ? 0.003 : 0.0002, isBroad ? 0.02 : 0.003);
        var scale = random.NextDouble();
        return new LineInstrument
        {
            Points = (int)DrawLog(ref random, 600, 2800),
            Scale =
                scale < 0.65 ? IntensityScale.Logarithm
                : scale < 0.8 ? IntensityScale.Root
                : IntensityScale.Linear,
            IsLorentzian = random.NextBool(0.35),
            FirstWidth = width,
            LastWidth = width * DrawLog(ref random, 0.7, 3),
            Crowding = random.NextDouble(0.8, 2),
            StepShare = random.NextBool(0.6) ? DrawLog(ref random, 0.2, 5) : 0,
            EdgeOffset = random.NextDouble(0, 0.05),
            BackgroundShare = random.NextDouble(0.02, 0.7),
            BackgroundDecay = random.NextDouble(-1, 11),
            HumpCentre = random.NextDouble(-0.2, 1.2),
            HumpWidth = random.NextDouble(0.05, 0.4),
            HumpShare = random.NextDouble(0, 0.6),
            Counts = DrawLog(ref random, 2e5, 3e8),
            Floor = DrawLog(ref random, 3e-8, 1e-5),
        };
    }

    public static double DrawLog(ref RandomSource random, double low, double high) =>
        Math.Exp(random.NextDouble(Math.Log(low), Math.Log(high)));
}
