using Debye.Learning.Baselines;
using Debye.Learning.Calibration;
using Debye.Learning.Tables;
using Debye.Learning.Training;
using Debye.Learning.Trees;
using Debye.Techniques.Pdf;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>
/// What is known of curves before it is pooled: a network's probabilities, those of the nearest known curves at any stretch, and how well
/// known crystals can be refined.
/// </summary>
internal static class PdfSources
{
    /// <summary>Stretches at which curves are compared: ±20 % of all lengths.</summary>
    public static StretchSearch Stretch { get; } =
        new() { First = PdfGrid.SpaceGroupNetwork.FirstAngstrom, Last = PdfGrid.SpaceGroupNetwork.LastAngstrom };

    /// <summary>Names of the sources, in the order of the pool's weights.</summary>
    public static string[] Names(bool hasNetwork, bool hasLibrary, bool refines) =>
        [
            .. hasNetwork ? ["network"] : Array.Empty<string>(),
            .. hasLibrary ? ["nearest", "nearest five"] : Array.Empty<string>(),
            .. hasLibrary && refines ? ["refined"] : Array.Empty<string>(),
        ];

    /// <summary>Probabilities of a network, row-major.</summary>
    public static float[] Network(Module network, Backend backend, FeatureTable curves, int[] shape)
    {
        var logits = Trainer.Predict(network, backend, curves.Values, curves.Rows, shape);
        TemperatureScaling.Apply(logits, logits.Length / Math.Max(1, curves.Rows), 1, logits);
        return logits;
    }
}
