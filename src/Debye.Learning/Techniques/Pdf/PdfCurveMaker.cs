using Debye.Crystals;
using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Makes the curve of a crystal as a model sees it: 209 values of G(r), 0…1. Keeps buffers: one for each thread.</summary>
internal sealed class PdfCurveMaker(PdfInstruments instruments, PdfMeasurementRanges ranges)
{
    private readonly PdfEngine?[] _engines = new PdfEngine?[instruments.Operators.Count];

    /// <summary>Measures a crystal.</summary>
    /// <param name="crystal">The crystal.</param>
    /// <param name="random">Decides how it is measured.</param>
    /// <param name="features">Receives 209 values, 0…1.</param>
    public void Draw(AsymmetricStructure crystal, ref RandomSource random, Span<float> features)
    {
        var isNominal = random.NextBool(ranges.NominalShare);
        var chosen = isNominal ? 0 : 1 + random.NextInt(instruments.Operators.Count - 1);
        var engine = _engines[chosen] ??= new PdfEngine(instruments.Operators[chosen]);
        engine.Load(crystal);
        engine.Render(features);
        if (!isNominal)
            Disturb(engine.Operator!.Grid, ref random, features);
        PdfFeatures.TryScale<float>(features, features);
    }

    private void Disturb(PdfGrid grid, ref RandomSource random, Span<float> features)
    {
        var last = random.NextBool(ranges.CutShare)
            ? random.NextDouble(ranges.ShortestRangeAngstrom, PdfGrid.SpaceGroupNetwork.LastAngstrom)
            : PdfGrid.SpaceGroupNetwork.LastAngstrom;
        var deviation = ranges.HighestNoise * random.NextDouble() * Largest(features);
        for (var i = 0; i < features.Length; i++)
            features[i] = grid.At(i) > last + 1e-9 ? 0 : features[i] + (float)(deviation * random.NextNormal());
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        var largest = 0f;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
