using Debye.Learning.Baselines;
using Debye.Learning.Calibration;
using Debye.Learning.Training;
using Debye.Learning.Trees;
using Debye.Tensors;

namespace Debye.Learning.Recipes.Pdf;

/// <summary>What is known of curves before it is pooled: a network's probabilities, and those of the nearest known curves at any stretch.</summary>
internal static class PdfSources
{
    private const int FewNeighbours = 5;

    /// <summary>Stretches at which curves are compared: ±20 % of all lengths.</summary>
    public static StretchSearch Stretch { get; } = new() { First = PdfDataset.FirstAngstrom, Last = PdfDataset.LastAngstrom };

    /// <summary>Names of the sources, in the order of the pool's weights.</summary>
    public static string[] Names(bool hasNetwork, bool hasLibrary) => [.. hasNetwork ? ["network"] : Array.Empty<string>(), .. hasLibrary ? ["nearest", "nearest five"] : Array.Empty<string>()];

    /// <summary>Probabilities of a network, row-major.</summary>
    public static float[] Network(Module network, Backend backend, FeatureTable curves, int[] shape)
    {
        var logits = Trainer.Predict(network, backend, curves.Values, curves.Rows, shape);
        TemperatureScaling.Apply(logits, logits.Length / Math.Max(1, curves.Rows), 1, logits);
        return logits;
    }

    /// <summary>Classifiers by the nearest and by the five nearest known curves of every class.</summary>
    public static NearestNeighbours[] Library(PdfLibrary library)
    {
        var known = library.Examples();
        return
        [
            .. ((int[])[1, FewNeighbours]).Select(count => NearestNeighbours.Train(known, new NearestNeighboursOptions
            {
                Neighbours = count,
                Votes = NeighbourVotes.NearestOfEachClass,
                Stretch = Stretch,
            })),
        ];
    }
}
