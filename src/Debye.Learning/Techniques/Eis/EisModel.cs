using Debye.Learning.Calibration;
using Debye.Learning.Packages;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Eis;

/// <summary>A model of equivalent circuits from its package.</summary>
/// <remarks>Safe for calls from many threads.</remarks>
public sealed class EisModel : IDisposable
{
    private readonly EisScorer _scorer;

    private EisModel(ModelConfig config, EisScorer scorer) => (Config, _scorer) = (config, scorer);

    /// <summary>Its configuration.</summary>
    public ModelConfig Config { get; }

    /// <summary>Its trees; null for a network.</summary>
    public TreeModel? Trees => _scorer.Ensemble;

    /// <summary>Loads a model package.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="threads">Threads of its arithmetic.</param>
    /// <exception cref="DataFormatException">It is missing, corrupted, too new, or for another technique.</exception>
    public static EisModel Load(string folder, int threads = 1)
    {
        ModelPackage.Open(folder, EisModelPackage.Technique);
        var config = ModelConfig.Read(folder);
        if (config.Technique != EisModelPackage.Technique || config.Task != EisModelPackage.Task)
            throw new DataFormatException(
                folder,
                0,
                $"a model of '{config.Technique}' for '{config.Task}', expected '{EisModelPackage.Technique}' for '{EisModelPackage.Task}'"
            );
        if (config.Features != NyquistImages.Features && !EisFeatures.Identifiers.Contains(config.Features))
            throw new DataFormatException(folder, 0, $"the features '{config.Features}' are unknown to this version");
        if (!config.Labels.AsSpan().SequenceEqual(EisCircuitClass.Names.AsSpan()))
            throw new DataFormatException(folder, 0, "its circuit classes are not those of this version");
        return new EisModel(config, EisScorer.Load(folder, config, threads));
    }

    /// <summary>Calibrated class probabilities, row-major, examples × classes.</summary>
    /// <param name="features">Examples with the model's features.</param>
    /// <exception cref="ArgumentException">The number of columns does not match.</exception>
    public float[] Probabilities(FeatureTable features)
    {
        var scores = _scorer.Logits(features);
        TemperatureScaling.Apply(scores, Config.Labels.Length, Config.Temperature, scores);
        return scores;
    }

    /// <inheritdoc/>
    public void Dispose() => _scorer.Dispose();
}
