using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Spectra.Classifiers;

/// <summary>Classifiers on the features of kernels as named arrays, and back.</summary>
internal static class KernelArrays
{
    private const string Dilations = "dilations";
    private const string Thresholds = "thresholds";
    private const string Kernels = "kernels";
    private const string CountMean = "count-mean";
    private const string CountFactor = "count-factor";

    /// <summary>Adds what a MiniRocket holds to the arrays of its head.</summary>
    public static Dictionary<string, SafeTensor> Of(MiniRocketClassifier rocket, Dictionary<string, SafeTensor> head)
    {
        Add(rocket.Features, head);
        return head;
    }

    /// <summary>Adds what a Hydra holds, and the MiniRocket joined to it, to the arrays of its head.</summary>
    public static Dictionary<string, SafeTensor> Of(HydraClassifier hydra, Dictionary<string, SafeTensor> head)
    {
        var (kernels, scaling) = (hydra.Features.Kernels, hydra.Features.Scaling);
        head[Kernels] = SafeTensor.From(kernels.Weights, kernels.Dilations, kernels.Groups, kernels.Kernels, HydraCompetition.Taps);
        head[CountMean] = SafeTensor.From(scaling.Mean, kernels.FeatureCount);
        head[CountFactor] = SafeTensor.From(scaling.Factor, kernels.FeatureCount);
        if (hydra.MiniRocket is { } rocket)
            Add(rocket, head);
        return head;
    }

    /// <summary>A MiniRocket from its arrays.</summary>
    /// <exception cref="InvalidDataException">The arrays do not fit each other.</exception>
    public static MiniRocketClassifier MiniRocket(int length, IReadOnlyDictionary<string, SafeTensor> arrays, IClassifier head)
    {
        var features = Rocket(length, arrays);
        RequireFit(features.FeatureCount, head);
        return new MiniRocketClassifier(features, head);
    }

    /// <summary>A Hydra from its arrays.</summary>
    /// <exception cref="InvalidDataException">The arrays do not fit each other.</exception>
    public static HydraClassifier Hydra(int length, IReadOnlyDictionary<string, SafeTensor> arrays, IClassifier head)
    {
        if (arrays[Kernels].Shape is not [var dilations, var groups, var kernels, HydraCompetition.Taps])
            throw new InvalidDataException($"expected kernels of {HydraCompetition.Taps} taps");
        var bank = new HydraKernels(
            length,
            checked((int)dilations),
            checked((int)groups),
            checked((int)kernels),
            arrays[Kernels].ToSingle()
        );
        var features = Baselines.Hydra.Restore(bank, arrays[CountMean].ToSingle(), arrays[CountFactor].ToSingle());
        var rocket = arrays.ContainsKey(Thresholds) ? Rocket(length, arrays) : null;
        RequireFit(features.FeatureCount + (rocket?.FeatureCount ?? 0), head);
        return new HydraClassifier(features, rocket, head);
    }

    private static void Add(MiniRocket rocket, Dictionary<string, SafeTensor> arrays)
    {
        var spacings = rocket.Spacings;
        var pairs = new long[2 * spacings.Length];
        for (var i = 0; i < spacings.Length; i++)
            (pairs[2 * i], pairs[(2 * i) + 1]) = spacings[i];
        arrays[Dilations] = SafeTensor.From(pairs, spacings.Length, 2);
        arrays[Thresholds] = SafeTensor.From(rocket.Thresholds, rocket.FeatureCount);
    }

    private static MiniRocket Rocket(int length, IReadOnlyDictionary<string, SafeTensor> arrays) =>
        Baselines.MiniRocket.Restore(
            length,
            [.. arrays[Dilations].ToInt64().Chunk(2).Select(pair => (checked((int)pair[0]), checked((int)pair[1])))],
            arrays[Thresholds].ToSingle()
        );

    private static void RequireFit(int features, IClassifier head)
    {
        if (features != head.FeatureCount)
            throw new InvalidDataException(Invariant($"{features} features do not fit {head.FeatureCount} weights"));
    }
}
