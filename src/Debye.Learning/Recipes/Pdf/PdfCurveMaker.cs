using Debye.Crystals;
using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Recipes.Pdf;

/// <summary>Makes the curve of a crystal as a model sees it: 209 values of G(r), 0…1. Keeps buffers: one for each thread.</summary>
internal sealed class PdfCurveMaker
{
    private const double StepAngstrom = 0.02;
    private static readonly PdfGrid Grid = PdfGrid.Points(PdfDataset.FirstAngstrom, PdfDataset.LastAngstrom, PdfDataset.Points);
    private readonly PairHistogram _pairs;
    private readonly PdfRenderer _renderer = new();
    private readonly double[] _curve = new double[PdfDataset.Points];

    /// <summary>Prepares for measurements within ranges.</summary>
    public PdfCurveMaker(PdfMeasurementRanges ranges) =>
        _pairs = new PairHistogram(
            PairHistogram.ReachFor(Options(new PdfMeasurement { UisoAngstrom2 = ranges.HighestUisoAngstrom2, QmaxPerAngstrom = Math.Min(ranges.LowestQmaxPerAngstrom, 23) }), ranges.HighestUisoAngstrom2),
            StepAngstrom);

    /// <summary>Gathers the pairs of a crystal; what is drawn next is of this one.</summary>
    public void Load(AsymmetricStructure crystal) => _pairs.Load(crystal, Options(new PdfMeasurement()));

    /// <summary>Draws the curve of the loaded crystal.</summary>
    /// <param name="measurement">How it is measured.</param>
    /// <param name="random">Source of noise.</param>
    /// <param name="features">Receives 209 values, 0…1.</param>
    public void Draw(PdfMeasurement measurement, ref RandomSource random, Span<float> features)
    {
        _renderer.Render(_pairs, Options(measurement), Grid, _curve);
        Disturb(measurement, ref random);
        for (var i = 0; i < features.Length; i++) features[i] = (float)_curve[i];
        PdfDataset.ScaleToUnit(features, features);
    }

    private void Disturb(PdfMeasurement measurement, ref RandomSource random)
    {
        if (measurement.Noise > 0)
        {
            var deviation = measurement.Noise * _curve.Max(Math.Abs);
            for (var i = 0; i < _curve.Length; i++) _curve[i] += deviation * random.NextNormal();
        }

        for (var i = 0; i < _curve.Length; i++)
            if (Grid.At(i) > measurement.LastAngstrom + 1e-9) _curve[i] = 0;
    }

    private static PdfOptions Options(PdfMeasurement measurement) => new()
    {
        QmaxPerAngstrom = measurement.QmaxPerAngstrom,
        QdampPerAngstrom = measurement.QdampPerAngstrom,
        UniformUisoAngstrom2 = measurement.UisoAngstrom2,
        StepAngstrom = StepAngstrom,
        UseCharges = false,
    };
}
